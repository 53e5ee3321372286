package dev.sallyport.trail.sealcheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Horizon;
import dev.sallyport.trail.chain.Link;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An exported trail, read line by line, each of which is verified or reported. In memory are the seals of one batch,
 * and for each account and each erased user some bytes.
 */
final class FileTrail implements TrailSource, Closeable {

    private final Path file;
    private final BufferedReader lines;
    private final UUID owner;
    private final Horizon atExport;
    private final Map<UUID, Link> ends = new HashMap<>();
    private Consumer<Finding> findings = finding -> {};
    private List<SignedSeal> ofBatch = List.of();
    private @Nullable TrailLine line;
    private long number = 1;

    private FileTrail(Path file, BufferedReader lines) throws IOException {
        this.file = file;
        this.lines = lines;
        String first = lines.readLine();
        JsonNode header = first == null ? null : TrailLines.read(first);
        if (header == null || header.size() != 1 || !header.has(TrailLines.EXPORT)) {
            throw new IllegalArgumentException("The file is not an exported trail");
        }
        this.owner = TrailLines.owner(header.path(TrailLines.EXPORT));
        this.atExport = TrailLines.horizon(header.path(TrailLines.EXPORT));
    }

    /** @throws IllegalArgumentException if the file is no exported trail */
    static FileTrail open(Path file) throws IOException {
        BufferedReader lines = Files.newBufferedReader(file, UTF_8);
        try {
            return new FileTrail(file, lines);
        } catch (RuntimeException | IOException | Error unreadable) {
            lines.close();
            throw unreadable;
        }
    }

    @Override
    public Evidence begin(SealSignatures signatures, Consumer<Finding> sink) {
        findings = sink;
        advance();
        try {
            return new FileEvidence(file, owner, atExport, signatures);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOfService() {
        return owner.equals(Owners.SERVICE);
    }

    /** To the next line that an export can have. */
    private void advance() {
        line = read();
        while (line != null && line.isNone()) {
            report("an export has no such line");
            line = read();
        }
    }

    private @Nullable TrailLine read() {
        try {
            String text = lines.readLine();
            number++;
            return text == null ? null : TrailLine.parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void report(String detail) {
        findings.accept(Finding.line(owner, number, detail));
    }

    private Optional<SignedSeal> seal() {
        return Optional.ofNullable(line).flatMap(TrailLine::seal);
    }

    private Optional<EventRow> event(String kind) {
        return Optional.ofNullable(line).filter(here -> here.is(kind)).flatMap(TrailLine::event);
    }

    @Override
    public UUID owner() {
        return owner;
    }

    /** Before the first seal of an account there is the newest one of the service. */
    @Override
    public Optional<SignedSeal> witness() {
        Optional<SignedSeal> found =
                seal().filter(signed -> !isOfService() && signed.seal().isOfService());
        found.ifPresent(signed -> advance());
        return found;
    }

    @Override
    public Optional<SignedSeal> next(long after) {
        while (event(TrailLines.EVENT).isPresent()) {
            report("it is an event before the first seal");
            advance();
        }
        ofBatch.forEach(signed -> ends.put(signed.seal().owner(), signed.seal().link()));
        Optional<SignedSeal> found = seal();
        found.ifPresent(signed -> advance());
        return found;
    }

    @Override
    public List<SignedSeal> ofAccounts(Seal service) {
        List<SignedSeal> seals = new ArrayList<>();
        Optional<SignedSeal> found = ofAccount();
        while (found.isPresent()) {
            seals.add(found.get());
            advance();
            found = ofAccount();
        }
        ofBatch = seals;
        return seals;
    }

    private Optional<SignedSeal> ofAccount() {
        return seal().filter(signed -> isOfService() && !signed.seal().isOfService());
    }

    @Override
    public Optional<Link> find(UUID account, long sequence) {
        return Optional.ofNullable(ends.get(account)).filter(end -> end.sequence() == sequence);
    }

    @Override
    public void events(UUID after, UUID to, Consumer<EventRow> sink) {
        Optional<EventRow> found = event(TrailLines.EVENT);
        while (found.isPresent()) {
            sink.accept(found.get());
            advance();
            found = event(TrailLines.EVENT);
        }
    }

    @Override
    public boolean isOriginWithheld(EventRow event) {
        return !isOfService() && !event.isByUser();
    }

    /** Also reads the file to its end: there is nothing else behind the last seal. */
    @Override
    public long unsealed(UUID after) {
        long unsealed = 0;
        UUID last = after;
        while (line != null) {
            Optional<EventRow> found = event(TrailLines.UNSEALED);
            if (found.isPresent() && isBehind(last, found.get())) {
                last = found.get().id();
                unsealed++;
            } else {
                report("it is not where an export has it");
            }
            advance();
        }
        return unsealed;
    }

    private boolean isBehind(UUID last, EventRow event) {
        return Owners.compare(last, event.id()) < 0
                && (isOfService() || event.owner().equals(owner));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
