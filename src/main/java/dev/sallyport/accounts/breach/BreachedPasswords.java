package dev.sallyport.accounts.breach;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Whether a password is known from a breach of another system (NIST SP 800-63B section 3.1.1.2), by the lists that the
 * operator has configured. A list that cannot be read refuses no password: the trail and a metric say so.
 */
@Singleton
public class BreachedPasswords {

    private static final Logger LOG = Logger.getLogger(BreachedPasswords.class);

    /** How long a server that did not answer is left alone, so that it delays few users. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    /** The shortest time between two reports that a list cannot be read; the metric counts each look-up. */
    private static final Duration BETWEEN_REPORTS = Duration.ofMinutes(1);

    private static final HexFormat DIGITS = HexFormat.of().withUpperCase();

    private final List<Source> sources;
    private final Audit audit;
    private final MeterRegistry meters;
    private final Clock clock;

    BreachedPasswords(BreachConfig config, Audit audit, MeterRegistry meters, Clock clock) {
        this.sources = sources(config);
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    /** A list, until when it is left alone, and when its next failure is reported. */
    private static final class Source {

        private final BreachCorpus corpus;
        private final Duration pause;
        private volatile Instant pausedUntil = Instant.EPOCH;
        private final AtomicReference<Instant> nextReport = new AtomicReference<>(Instant.EPOCH);

        Source(BreachCorpus corpus, Duration pause) {
            this.corpus = corpus;
            this.pause = pause;
        }

        /** True for the first failure of each minute, of all that come at once. */
        private boolean mayReport(Instant now) {
            Instant next = nextReport.get();
            return !now.isBefore(next) && nextReport.compareAndSet(next, now.plus(BETWEEN_REPORTS));
        }
    }

    private static List<Source> sources(BreachConfig config) {
        List<Source> sources = new ArrayList<>();
        config.list()
                .map(Path::of)
                .map(list -> Files.isDirectory(list) ? new BreachFolder(list) : new BreachFile(list))
                .map(list -> new Source(list, Duration.ZERO)) // a file that fails delays no user
                .ifPresent(sources::add);
        config.mirror()
                .map(address -> new Source(new BreachMirror(address), PAUSE))
                .ifPresent(sources::add);
        return sources;
    }

    /**
     * Whether a list has the password. It reads files or asks a server: it MUST be called outside a transaction.
     *
     * @return false also if no list can be read now
     */
    public boolean contain(String password) {
        if (sources.isEmpty()) {
            return false;
        }
        String hash = sha1(Normalizer.normalize(password, Normalizer.Form.NFC));
        return sources.stream().anyMatch(source -> isIn(source, hash));
    }

    private boolean isIn(Source source, String hash) {
        String outcome = outcome(source, hash);
        meters.counter("sallyport.breached.passwords", "outcome", outcome).increment();
        return outcome.equals("found");
    }

    private String outcome(Source source, String hash) {
        if (clock.instant().isBefore(source.pausedUntil)) {
            return "skipped";
        }
        try {
            return source.corpus.contains(hash) ? "found" : "absent";
        } catch (IOException failure) {
            pause(source, failure);
            return "failed";
        }
    }

    private void pause(Source source, IOException failure) {
        Instant now = clock.instant();
        source.pausedUntil = now.plus(source.pause);
        if (!source.mayReport(now)) {
            return;
        }
        // The class alone: a message can have the address with the digits.
        LOG.warnf(
                "A list of breached passwords cannot be read: %s",
                failure.getClass().getSimpleName());
        Transactions.run(() ->
                audit.record(AuditEntry.refused(AuditType.PASSWORD_LIST_UNAVAILABLE, now, ClientContext.NO_REQUEST)));
    }

    private static String sha1(String password) {
        try {
            return DIGITS.formatHex(
                    MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
