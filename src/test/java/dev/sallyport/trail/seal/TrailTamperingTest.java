package dev.sallyport.trail.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.trail.chain.Head;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the administrator of the database can change, and the seals show. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrailTamperingTest extends SealedEvents {

    @Test
    @DisplayName("[LOGS-09] what SQL changes, deletes, adds or swaps behind the guards is named by owner and id")
    void events_are_tampered_with() {
        String created = event("user_created");
        String signedIn = event("authn_login_success");
        found(
                "update audit_event set outcome = 'refused' where id = '" + created + "'",
                "event " + created + " of " + owner(created) + " was changed");
        found(
                "update audit_event set ip = '198.51.100.1' where id = '" + signedIn + "'",
                "event " + signedIn + " of " + owner(signedIn) + " was changed: address or browser");
        found(
                "update audit_event set details = '{\"role\": \"member\"}' where id = '" + created + "'",
                "event " + created + " of " + owner(created) + " was changed: details");
        found(
                "delete from audit_event where id = '" + signedIn + "'",
                "event " + signedIn + " of " + owner(signedIn) + " is missing");
        UUID added = new UUID(UUID.fromString(created).getMostSignificantBits(), Long.MIN_VALUE);
        found(
                "insert into audit_event select '" + added + "', at, type, outcome, actor_kind, actor_id, user_id,"
                        + " account_id, ip, user_agent, request_id, details from audit_event where id = '" + created
                        + "'",
                "event " + added + " of " + owner(created) + " was added: no seal has it");
        found(
                "update audit_event set id = '" + added + "' where id = '" + created + "';"
                        + " update audit_event set id = '" + created + "' where id = '" + signedIn + "';"
                        + " update audit_event set id = '" + signedIn + "' where id = '" + added + "'",
                "event " + created + " of " + owner(created) + " is out of order: it has the content of " + signedIn,
                "event " + signedIn + " of " + owner(signedIn) + " is out of order: it has the content of " + created);
    }

    @Test
    @DisplayName("[LOGS-09] a seal that is deleted, changed, or signed by a key that is put into the table, is named")
    void seals_are_tampered_with() {
        long sequence = before.sequence() + 1;
        String ofAda = "owner = '" + ada.accountId + "' and batch > " + before.sequence();
        found(
                "delete from audit_seal where " + ofAda,
                "seal " + rows.text("select max(batch) from audit_seal where " + ofAda)
                        + " of the service names other seals of accounts than there are");
        found(
                "update audit_seal set event_count = event_count + 1 where owner = " + SERVICE + " and sequence = "
                        + sequence,
                "seal " + sequence + " of the service was changed: the signature is of something else");
        found(
                "update audit_seal set leaves = '' where owner = " + SERVICE + " and sequence = " + sequence + " or "
                        + ofAda,
                "seal " + rows.text("select max(sequence) from audit_seal where " + ofAda) + " of account "
                        + ada.accountId + " was changed: its list of events is not the one that was signed");
        found(
                "insert into audit_seal_key select 'ff', sealed_private_key, public_key, created_at from audit_seal_key"
                        + " order by created_at limit 1 on conflict do nothing;"
                        + " update audit_seal set key_id = 'ff' where owner = " + SERVICE + " and sequence = "
                        + sequence,
                "seal " + sequence + " of the service was changed: key ff is none of the service");
        past("delete from audit_seal_key where id = 'ff'");
    }

    @Test
    @DisplayName(
            "[LOGS-11] a chain that was cut is detected by its head, and a replica that has seen more stops sealing")
    void the_chain_is_cut() {
        Head known = sealer.head();
        TrailSealing other = sealer.replica();
        other.sealNext();
        whileTampered("delete from audit_seal where batch = " + known.sequence(), () -> {
            assertThat(findings()).as("as if it had not been sealed yet").isEmpty();
            List<String> found = new ArrayList<>();
            assertThat(operator.verify(Optional.of(known), finding -> found.add(finding.toString()))
                            .findings())
                    .isPositive();
            assertThat(found)
                    .contains("seal " + known.sequence() + " of the service is not the one that you know:"
                            + " the chain ends with seal " + (known.sequence() - 1));
            assertThatThrownBy(other::sealNext).hasMessageContaining("seal " + known.sequence() + " is gone");

            past("update audit_event set outcome = 'refused' where id = '" + event("user_created") + "'");
            assertThat(sealer.replica().sealNext()).isFalse();
            assertThat(findings())
                    .as("with the keyset everything can be sealed again")
                    .isEmpty();
            assertThat(sealer.head()).isNotEqualTo(known);
            assertThat(operator.verifySince(known, finding -> {}).findings()).isOne();
        });
        assertThat(sealer.head()).isEqualTo(known);
    }
}
