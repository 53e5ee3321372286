package dev.sallyport.trail.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.base.ids.TimeOrdered;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.trail.chain.Head;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.sealcheck.TrailVerdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What is sealed, by which replica, and what the API and the metrics show of it. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrailSealingTest extends SealedEvents {

    @Inject
    SealingJob job;

    @Inject
    MeterRegistry meters;

    @Test
    @DisplayName("[LOGS-09] every settled event is in a seal of its owner, and the trail verifies")
    void sealed() {
        assertThat(findings()).isEmpty();
        TrailVerdict verdict = operator.verifySince(before, finding -> {});
        assertThat(verdict.events()).isGreaterThanOrEqualTo(2);
        assertThat(verdict.head()).hasValue(sealer.head());
        assertThat(rows.number(
                        "select count(*) from audit_seal where owner = ?::uuid and batch > ?",
                        ada.accountId,
                        before.sequence()))
                .isOne();
    }

    @Test
    @DisplayName("[LOGS-12] replicas that seal at once make one chain, and what fails in the middle leaves nothing")
    void replicas_at_once() throws Exception {
        people.newcomer();
        clock.advance(Duration.ofHours(2));
        long last = sealer.head().sequence();
        rows.whileHeld(
                "select pg_advisory_xact_lock(hashtext('sallyport audit seal'))",
                () -> assertThat(sealer.replica().sealNext()).isFalse());
        assertThat(sealer.head().sequence()).isEqualTo(last);

        rows.change("create function seal_fault() returns trigger language plpgsql as"
                + " $$ begin raise exception 'fault'; end $$");
        rows.change("create trigger seal_fault before insert on audit_seal for each row when (new.owner = " + SERVICE
                + ") execute function seal_fault()");
        try {
            assertThatThrownBy(() -> sealer.replica().sealNext()).isInstanceOf(RuntimeException.class);
            assertThat(rows.number("select count(*) from audit_seal where batch > ?", last))
                    .isZero();
        } finally {
            rows.change("drop trigger seal_fault on audit_seal");
            rows.change("drop function seal_fault()");
        }

        AtOnce.run(4, () -> sealer.replica().sealNext());
        sealer.sealAll();
        assertThat(findings()).isEmpty();
        assertThatThrownBy(() -> rows.change(
                        "insert into audit_seal select * from audit_seal where owner = " + SERVICE
                                + " and sequence = ?",
                        sealer.head().sequence()))
                .as("a chain cannot fork")
                .hasStackTraceContaining("audit_seal_pkey");
    }

    @Test
    @DisplayName("[LOGS-12] an event of a transaction that is open for minutes is never behind a seal")
    void settled() {
        TrailSealing eager = sealer.replica(new EveryMinute());
        UUID late = new UUID(TimeOrdered.lowestAt(clock.instant()).getMostSignificantBits(), -3);
        rows.whileExecuted(
                "insert into audit_event (id, at, type, outcome, actor_kind) values ('" + late + "', '"
                        + clock.instant() + "', 'late', 'success', 'anonymous')",
                () -> {
                    clock.advance(Duration.ofSeconds(1));
                    people.newcomer();
                    clock.advance(Duration.ofMinutes(9));
                    eager.sealNext();
                    assertThat(Owners.compare(sealer.newest().orElseThrow().to(), late))
                            .isNegative();
                });
        sealer.sealAll();
        assertThat(findings()).isEmpty();
    }

    private static final class EveryMinute implements SealConfig {

        @Override
        public Duration interval() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration keyRotation() {
            return Duration.ofDays(365);
        }
    }

    @Test
    @DisplayName("[LOGS-11] the API lists the seals of the service and of an account, and the public keys")
    void api() {
        JsonNode newest = Api.read(Api.asClient()
                        .get("/v1/admin/audit/seals?limit=1")
                        .then()
                        .statusCode(200))
                .path("items")
                .path(0);
        assertThat(new Head(
                        newest.path("sequence").asLong(), newest.path("hash").asText()))
                .isEqualTo(sealer.head());
        assertThat(newest.path("owner").asText()).isEqualTo("service");
        JsonNode ofAda = Api.read(Api.asClient()
                        .get("/v1/admin/audit/seals?account={id}", ada.accountId)
                        .then()
                        .statusCode(200))
                .path("items");
        assertThat(ofAda).hasSize(1);
        assertThat(ofAda.path(0).path("owner").asText()).isEqualTo(ada.accountId);
        JsonNode published =
                Api.read(Api.asClient().get("/v1/admin/audit/keys").then().statusCode(200));
        assertThat(published.path("items").findValuesAsText("id"))
                .contains(newest.path("key").asText());
        assertThat(published.path("items").path(0).path("publicKey").asText()).startsWith("-----BEGIN PUBLIC KEY-----");
    }

    @Test
    @DisplayName("[LOGS-12] the metrics show how many events have no seal, and for how long")
    void metrics() {
        people.newcomer();
        clock.advance(Duration.ofMinutes(30));
        job.look();
        assertThat(meters.get("sallyport.audit.unsealed").gauge().value()).isPositive();
        assertThat(meters.get("sallyport.audit.unsealed.age").gauge().value()).isGreaterThanOrEqualTo(1800);
        sealer.sealAll();
        job.look();
        assertThat(meters.get("sallyport.audit.seal.age").gauge().value()).isLessThan(60);
    }

    @Test
    @DisplayName("[LOGS-11] a key is followed by another one after its time, and both verify")
    void rotation() {
        String first = sealer.newest().orElseThrow().keyId();
        past("update audit_seal_key set created_at = created_at - interval '366 days'");
        people.newcomer();
        sealer.sealAll();
        assertThat(sealer.newest().orElseThrow().keyId()).isNotEqualTo(first);
        assertThat(findings()).isEmpty();
    }
}
