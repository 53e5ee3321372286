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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Whether a password is known from a breach of another system (NIST SP 800-63B section 3.1.1.2), by the lists that the
 * operator has configured. A list that cannot be read refuses no password: the trail and a metric say so.
 */
@Singleton
public class BreachedPasswords {

    private static final Logger LOG = Logger.getLogger(BreachedPasswords.class);

    /** How long a list that could not be read is left alone, so that a server that is silent delays few users. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private static final HexFormat DIGITS = HexFormat.of().withUpperCase();

    private final List<BreachCorpus> corpora;
    private final Audit audit;
    private final MeterRegistry meters;
    private final Clock clock;
    private volatile Instant pausedUntil = Instant.EPOCH;

    BreachedPasswords(BreachConfig config, Audit audit, MeterRegistry meters, Clock clock) {
        this.corpora = corpora(config);
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    private static List<BreachCorpus> corpora(BreachConfig config) {
        List<BreachCorpus> corpora = new ArrayList<>();
        config.list()
                .map(Path::of)
                .map(list -> Files.isDirectory(list) ? new BreachFolder(list) : new BreachFile(list))
                .ifPresent(corpora::add);
        config.mirror().map(BreachMirror::new).ifPresent(corpora::add);
        return corpora;
    }

    /**
     * Whether a list has the password. It reads files or asks a server: it MUST be called outside a transaction.
     *
     * @return false also if no list can be read now
     */
    public boolean contain(String password) {
        if (corpora.isEmpty()) {
            return false;
        }
        String outcome = outcome(password);
        meters.counter("sallyport.breached.passwords", "outcome", outcome).increment();
        return outcome.equals("found");
    }

    private String outcome(String password) {
        if (clock.instant().isBefore(pausedUntil)) {
            return "skipped";
        }
        String hash = sha1(password);
        try {
            for (BreachCorpus corpus : corpora) {
                if (corpus.contains(hash)) {
                    return "found";
                }
            }
            return "absent";
        } catch (IOException failure) {
            pause(failure);
            return "failed";
        }
    }

    private void pause(IOException failure) {
        Instant now = clock.instant();
        pausedUntil = now.plus(PAUSE);
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
