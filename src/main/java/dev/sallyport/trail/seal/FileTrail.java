package dev.sallyport.trail.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final String ERASED = "user_erased";

    private final BufferedReader lines;
    private final Horizon atExport;
    private final Set<UUID> erased = new HashSet<>();
    private final Map<UUID, Link> ends = new HashMap<>();
    private List<SignedSeal> read = List.of();
    private @Nullable JsonNode line;
    private long unsealed;

    /** @throws IllegalArgumentException if the file is no exported trail */
    FileTrail(Path file) throws IOException {
        lookForErasures(file);
        this.lines = Files.newBufferedReader(file, UTF_8);
        advance();
        if (line == null || !line.has(TrailLines.EXPORT)) {
            lines.close();
            throw new IllegalArgumentException("The file is not an exported trail");
        }
        this.atExport = TrailLines.horizon(line.path(TrailLines.EXPORT));
        advance();
    }

    /** An erasure is recorded after the events that it has taken something from. */
    private void lookForErasures(Path file) throws IOException {
        try (Stream<String> all = Files.lines(file, UTF_8)) {
            all.filter(text -> text.contains(ERASED)).map(TrailLines::read).forEach(node -> {
                for (String kind : List.of(TrailLines.EVENT, TrailLines.UNSEALED)) {
                    if (node.has(kind)) {
                        noteErasure(TrailLines.event(node.path(kind)));
                    }
                }
            });
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
        JsonNode found = at(TrailLines.SEAL);
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

    @Override
    public boolean isErased(UUID user) {
        return erased.contains(user);
    }

    @Override
    public Horizon horizon() {
        return atExport;
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
