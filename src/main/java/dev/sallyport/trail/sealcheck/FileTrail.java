package dev.sallyport.trail.sealcheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.security.audit.AuditType;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An exported trail, read line by line. In memory are the seals of one batch, and for each account and each erased user
 * some bytes.
 */
final class FileTrail implements TrailSource, Closeable {

    private static final String SEAL_LINE = "{\"" + TrailLines.SEAL + "\"";

    private static final String ERASED = AuditType.USER_ERASED.text();

    /** For how long a service can have no event, and so make no seal, before the file was exported. */
    private static final Duration WITHOUT_SEALS = Duration.ofDays(7);

    private final BufferedReader lines;
    private Horizon signed = Horizon.NOTHING;
    private Horizon newest = Horizon.NOTHING;
    private final UUID owner;
    private final Horizon atExport;
    private final Optional<SignedSeal> witness;
    private final Set<UUID> erased = new HashSet<>();
    private final Map<UUID, Link> ends = new HashMap<>();
    private List<SignedSeal> read = List.of();
    private @Nullable JsonNode line;
    private long unsealed;

    private FileTrail(Path file, BufferedReader lines) throws IOException {
        this.lines = lines;
        advance();
        if (line == null || !line.has(TrailLines.EXPORT)) {
            throw new IllegalArgumentException("The file is not an exported trail");
        }
        JsonNode header = line.path(TrailLines.EXPORT);
        this.owner = TrailLines.owner(header);
        lookAhead(file);
        // The first line is not signed: what it says counts as far as the newest seal allows it.
        this.atExport = TrailLines.horizon(header).atMost(newest.plus(WITHOUT_SEALS));
        advance();
        this.witness = readWitness();
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

    /** Before the first seal of an account there is the newest one of the service. */
    private Optional<SignedSeal> readWitness() {
        JsonNode found = isOfService() ? null : at(TrailLines.SEAL);
        if (found == null || !TrailLines.seal(found).seal().isOfService()) {
            return Optional.empty();
        }
        advance();
        return Optional.of(TrailLines.seal(found));
    }

    private boolean isOfService() {
        return owner.equals(Owners.SERVICE);
    }

    /**
     * An erasure is recorded after the events that it has taken something from, and retention goes by what later seals
     * say. Events without a seal excuse nothing, since a stranger can have written them.
     */
    private void lookAhead(Path file) throws IOException {
        try (Stream<String> all = Files.lines(file, UTF_8)) {
            all.forEach(text -> {
                if (text.startsWith(SEAL_LINE)) {
                    note(TrailLines.seal(TrailLines.read(text).path(TrailLines.SEAL))
                            .seal());
                } else if (text.contains(ERASED)) {
                    JsonNode event = TrailLines.read(text).path(TrailLines.EVENT);
                    if (event.isObject()) {
                        noteErasure(TrailLines.event(event));
                    }
                }
            });
        }
    }

    private void note(Seal seal) {
        if (seal.isOfService()) {
            newest = Horizon.of(seal);
        }
        if (seal.isOfService() || seal.owner().equals(owner)) {
            signed = signed.or(Horizon.of(seal));
        }
    }

    private void noteErasure(EventRow event) {
        if (event.type().equals(ERASED) && event.userId() != null) {
            erased.add(event.userId());
        }
    }

    private void advance() {
        try {
            String text = lines.readLine();
            line = text == null ? null : TrailLines.read(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable JsonNode at(String kind) {
        return line != null && line.has(kind) ? line.path(kind) : null;
    }

    @Override
    public UUID owner() {
        return owner;
    }

    @Override
    public Optional<SignedSeal> witness() {
        return witness;
    }

    @Override
    public Optional<SignedSeal> next(long after) {
        events(event -> {});
        read.forEach(signed -> ends.put(signed.seal().owner(), signed.seal().link()));
        JsonNode found = at(TrailLines.SEAL);
        if (found == null) {
            return Optional.empty();
        }
        advance();
        return Optional.of(TrailLines.seal(found));
    }

    @Override
    public List<SignedSeal> ofAccounts(Seal service) {
        List<SignedSeal> seals = new ArrayList<>();
        JsonNode found = isOfService() ? at(TrailLines.SEAL) : null;
        while (found != null && !TrailLines.seal(found).seal().isOfService()) {
            seals.add(TrailLines.seal(found));
            advance();
            found = at(TrailLines.SEAL);
        }
        read = seals;
        return seals;
    }

    @Override
    public Optional<Link> find(UUID account, long sequence) {
        return Optional.ofNullable(ends.get(account)).filter(end -> end.sequence() == sequence);
    }

    @Override
    public void events(UUID after, UUID to, Consumer<EventRow> sink) {
        events(sink);
    }

    private void events(Consumer<EventRow> sink) {
        JsonNode found = at(TrailLines.EVENT);
        while (found != null) {
            sink.accept(TrailLines.event(found));
            advance();
            found = at(TrailLines.EVENT);
        }
    }

    /** That a user was erased is an event of the service. An account cannot know it, and what is gone is counted. */
    @Override
    public boolean isErased(UUID user) {
        return !isOfService() || erased.contains(user);
    }

    @Override
    public boolean isOriginWithheld(EventRow event) {
        return !isOfService() && !event.isByUser();
    }

    @Override
    public Horizon horizon() {
        return atExport;
    }

    @Override
    public Horizon signedHorizon() {
        return signed;
    }

    @Override
    public long unsealed(UUID after) {
        while (at(TrailLines.UNSEALED) != null) {
            unsealed++;
            advance();
        }
        return unsealed;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
