package dev.sallyport.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Tells users of what was done to their sign-in. There is no opting out: a silent change is an attacker's. */
@ApplicationScoped
public class Notices {

    static final String WHEN = "when";
    static final String WHERE = "where";

    private static final Duration WORTH_TELLING = Duration.ofHours(24);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final MailOutbox outbox;

    Notices(MailOutbox outbox) {
        this.outbox = outbox;
    }

    /**
     * Tells one user, in the transaction of the act.
     *
     * @param where the network address and browser it came from, in plain words
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void tell(UUID user, String email, String locale, MailKind kind, String where, Instant now) {
        Map<String, String> details = Map.of(WHEN, TIME.format(now), WHERE, where);
        outbox.add(new OwedMail(user, kind, email, locale, details, now.plus(WORTH_TELLING)), now);
    }
}
