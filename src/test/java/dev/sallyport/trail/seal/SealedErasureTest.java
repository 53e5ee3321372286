package dev.sallyport.trail.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.security.audit.AuditConfig;
import dev.sallyport.testing.Api;
import dev.sallyport.trail.chain.Link;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.sealcheck.TrailVerdict;
import dev.sallyport.trail.sealcheck.TrailVerification;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What erasure and retention may take from a sealed trail. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SealedErasureTest extends SealedEvents {

    @Inject
    SealRepository seals;

    @Inject
    SealKeys keys;

    @Inject
    AuditConfig audit;

    @Test
    @DisplayName("[LOGS-10] an erasure leaves a trail that verifies; the same without an erasure is reported")
    void erasure() {
        String signedIn = event("authn_login_success");
        String created = event("user_created");
        String blank =
                "update audit_event set ip = null, user_agent = null, origin_salt = null where id = '" + signedIn + "'";
        found(
                blank,
                "event " + signedIn + " of " + owner(signedIn)
                        + " was blanked without an erasure: address and browser are gone");

        Api.asClient()
                .delete("/v1/admin/users/{id}?account=delete", ada.userId)
                .then()
                .statusCode(204);
        assertThat(rows.text(
                        "select origin_salt is null and details_salt is null from audit_event where id = ?::uuid",
                        created))
                .isEqualTo("t");
        assertThat(findings()).isEmpty();
        assertThat(operator.verifySince(before, finding -> {}).erased()).isGreaterThanOrEqualTo(2);
        sealer.sealAll();
        assertThat(findings()).isEmpty();

        String erased = event("user_erased");
        found(
                "delete from audit_event where id = '" + erased + "'",
                "event " + erased + " of " + owner(erased) + " is missing",
                "event " + signedIn + " of " + owner(signedIn)
                        + " was blanked without an erasure: address and browser are gone");
    }

    @Test
    @DisplayName("[LOGS-10] events that retention has deleted are purged, not missing")
    void purge() {
        List<String> found = new ArrayList<>();
        Clock inAYear = Clock.offset(clock, audit.lifetime().plusDays(1));
        DatabaseTrail trail = new DatabaseTrail(seals, audit, inAYear);
        Link start = Transactions.call(() -> seals.find(Owners.SERVICE, before.sequence()))
                .orElseThrow()
                .seal()
                .link();
        String ofAda = "owner = '" + ada.accountId + "'";
        whileTampered(
                "delete from audit_event where user_id = '" + ada.userId + "'; delete from audit_seal where " + ofAda
                        + "; update audit_seal set leaves = null where batch > " + before.sequence(),
                () -> {
                    assertThat(findings()).isNotEmpty();
                    TrailVerdict verdict = new TrailVerification(
                                    trail, Transactions.call(keys::trusted), finding -> found.add(finding.toString()))
                            .verify(start, Optional.of(sealer.head()));
                    assertThat(found).isEmpty();
                    assertThat(verdict.seals()).isPositive();
                });
    }

    @Test
    @DisplayName("[LOGS-10] the tables of seals take no change but that of retention")
    void append_only() {
        String old = "sealed_at = now() - interval '400 days'";
        String open = "perform set_config('sallyport.audit_end', (now() - interval '366 days')::text, true);";
        String ofAccount = "owner = '" + ada.accountId + "'";
        String ofService = "owner = " + SERVICE + " and sequence = " + (before.sequence() + 1);
        for (String change : List.of(
                "delete from audit_seal where " + ofAccount,
                "update audit_seal set leaves = null where " + ofAccount,
                "truncate audit_seal")) {
            refused("do $$ begin " + open + change + "; end $$");
        }
        whileTampered("update audit_seal set " + old, () -> {
            refused("delete from audit_seal where " + ofAccount);
            refused("do $$ begin " + open + "delete from audit_seal where " + ofService + "; end $$");
            refused("do $$ begin " + open + "update audit_seal set leaves = null, event_count = 0 where " + ofService
                    + "; end $$");
            rows.change("do $$ begin " + open + "delete from audit_seal where " + ofAccount + "; end $$");
            rows.change("do $$ begin " + open + "update audit_seal set leaves = null where " + ofService + "; end $$");
        });
    }

    private void refused(String sql) {
        assertThatThrownBy(() -> rows.change(sql)).as(sql).rootCause().hasMessageContaining("append-only");
    }
}
