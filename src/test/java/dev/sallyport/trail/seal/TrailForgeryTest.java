package dev.sallyport.trail.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Rows that the administrator of the database writes to excuse what was done to events: none is believed. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrailForgeryTest extends SealedEvents {

    private static final String FAR = "3000-01-01T00:00:00Z";

    /** A row of the service by which retention has deleted everything, without a signature of it. */
    private String forgedSeal(long sequence) {
        return "insert into audit_seal select (jsonb_populate_record(s, '{\"sequence\": " + sequence
                + ", \"to_id\": \"" + new UUID(0, 1) + "\", \"purged_before\": \"" + FAR
                + "\", \"cleared_before\": \"" + FAR + "\"}')).* from audit_seal s where owner = " + SERVICE
                + " and sequence = " + before.sequence();
    }

    private String deletion(String event) {
        return "delete from audit_event where id = '" + event + "';";
    }

    private String missing(String event) {
        return "event " + event + " of " + owner(event) + " is missing";
    }

    @Test
    @DisplayName("[LOGS-09] a seal that is not signed says nothing of retention, whatever its number is")
    void forged_retention() {
        String signedIn = event("authn_login_success");
        found(deletion(signedIn) + forgedSeal(1_000_000), missing(signedIn));

        assertThatThrownBy(() -> rows.change(forgedSeal(-1))).hasStackTraceContaining("audit_seal_sequence_check");
        rows.change("alter table audit_seal drop constraint audit_seal_sequence_check");
        try {
            found(deletion(signedIn) + forgedSeal(-1), missing(signedIn));
        } finally {
            rows.change("alter table audit_seal add constraint audit_seal_sequence_check check (sequence >= 1)");
        }
    }

    private static UUID idAt(Instant time) {
        return new UUID(time.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE);
    }

    private String erasure(UUID id, String account) {
        return "insert into audit_event (id, at, type, outcome, actor_kind, user_id, account_id) values ('" + id
                + "', '" + clock.instant() + "', 'user_erased', 'success', 'anonymous', '" + ada.userId + "', "
                + account
                + ")";
    }

    @Test
    @DisplayName("[LOGS-10] an erasure that no seal has excuses nothing, unless it is so young that none can have it")
    void forged_erasures() {
        String signedIn = event("authn_login_success");
        String blank = "update audit_event set ip = null, user_agent = null, origin_salt = null where id = '" + signedIn
                + "'; ";
        String finding = "event " + signedIn + " of " + owner(signedIn)
                + " was blanked without an erasure: address and browser are gone";
        UUID sealed = new UUID(UUID.fromString(signedIn).getMostSignificantBits(), Long.MIN_VALUE);
        List<UUID> unsealed =
                List.of(idAt(clock.instant().minus(Duration.ofDays(4000))), sealed, idAt(Instant.parse(FAR)));
        try {
            for (UUID id : unsealed) {
                found(blank + erasure(id, "null"), finding);
                past("delete from audit_event where id = '" + id + "'");
                found(blank + erasure(id, "'" + UUID.randomUUID() + "'"), finding);
                past("delete from audit_event where id = '" + id + "'");
            }
            whileTampered(
                    blank + erasure(idAt(clock.instant()), "null"),
                    () -> assertThat(findings())
                            .as("its event stays as evidence")
                            .isEmpty());
        } finally {
            past("delete from audit_event where type = 'user_erased' and user_id = '" + ada.userId + "'");
        }
    }
}
