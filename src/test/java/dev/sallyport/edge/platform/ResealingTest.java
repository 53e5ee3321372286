package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.database.KeyedColumn;
import dev.sallyport.base.database.KeyedColumns;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.KeysetDocuments;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Replicas with other keysets than the running one, on its tables. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ResealingTest {

    private static final String UNDER = "select count(*) from totp_authenticator"
            + " where encode(substring(sealed_secret from 2 for 4), 'hex') = ?";

    private static final String WEBHOOK =
            "insert into webhook (id, url, events, types, status, sealed_secrets, created_at)"
                    + " values (?, 'https://resealed.test', '{}', '{}', 'disabled', ?, now())";

    @Inject
    Instance<KeyedColumns> columns;

    @Inject
    Session session;

    @Inject
    PlatformConfig config;

    @Inject
    People people;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private String present = "";
    private String rotated = "";

    @BeforeEach
    void rotate() throws IOException {
        present = Files.readString(Path.of(config.keysetFile().orElseThrow()));
        rotated = KeysetDocuments.rotated(present, "secrets");
    }

    /** The running replica knows the former key only. */
    @AfterEach
    void rotateBack() {
        rows.change("delete from keyset_check where key_id = ?", primary(rotated));
        resealing(KeysetDocuments.withPrimaryOf(rotated, present, "secrets")).run(Resealing.Progress.NONE);
        assertThat(rows.number(UNDER, hex(rotated))).isZero();
    }

    @Test
    @DisplayName("[CRYP-02] what a former key sealed is sealed again and opens as before; then that key can be removed")
    void what_a_former_key_sealed_is_sealed_again() {
        Person ada = people.enrolled();
        Person damaged = people.enrolled();
        rows.change(
                "update totp_authenticator set sealed_secret = set_byte(sealed_secret, 20, 255 -"
                        + " get_byte(sealed_secret, 20)) where user_id = ?::uuid",
                damaged.userId);
        KeysReadiness withoutFormer = check(KeysetDocuments.withoutFormer(rotated, "secrets"));
        assertThat(withoutFormer.call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(withoutFormer.call().getData().orElseThrow().get("missing").toString())
                .contains("rows of totp_authenticator need key " + Integer.toUnsignedString(primary(present)))
                .contains("rows of signing_key need key");
        seals(rotated);

        Resealing resealing = resealing(rotated);
        resealing.run(Resealing.Progress.NONE);

        assertThat(rows.number(UNDER, hex(present))).as("the damaged one").isOne();
        assertThat(left()).isOne();
        rows.change("delete from totp_authenticator where user_id = ?::uuid", damaged.userId);
        resealing.run(Resealing.Progress.NONE);
        assertThat(left()).isZero();
        assertThat(withoutFormer.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        rotateBack();
        Api.verify(people.challengeFor(ada), "totp", ada.app.codeAt(clock.instant()))
                .statusCode(200);
    }

    @Test
    @DisplayName(
            "[CRYP-02] a run that breaks off keeps its batches, the next one ends the work, and each says how far it is")
    void a_run_goes_on_where_another_one_ended() {
        people.enrolled();
        seals(rotated);
        int before = rows.number(UNDER, hex(present));

        Set<String> failed = resealing(rotated).run((table, rows) -> {
            throw new IllegalStateException("The process ends after its first batch");
        });

        assertThat(failed).contains("totp_authenticator");
        assertThat(rows.number(UNDER, hex(present))).isLessThan(before);
        assertThat(resealing(rotated).run(Resealing.Progress.NONE)).isEmpty();
        assertThat(rows.number(UNDER, hex(present))).isZero();
        rotateBack();
        seals(rotated);
        Map<String, Long> reported = new TreeMap<>();
        resealing(rotated).run(reported::put);
        assertThat(reported.get("totp_authenticator")).isEqualTo((long) before);
    }

    @Test
    @DisplayName("[CRYP-02] rows that do not open hold back no other row, and are counted")
    void damaged_rows_hold_back_no_others() {
        try {
            for (int number = 0; number < 450; number++) {
                UUID id = new UUID(number, 450);
                byte[] sealed = Keyset.parse(present).secrets().seal(new byte[32], "webhook|" + id);
                sealed[sealed.length - 1] ^= (byte) (number < 2 ? 1 : 0);
                rows.change(WEBHOOK, id, sealed);
            }
            seals(rotated);
            Resealing resealing = resealing(rotated);

            assertThat(resealing.run(Resealing.Progress.NONE)).isEmpty();
            assertThat(resealing.left()).containsEntry("webhook", 2L);
            assertThat(resealing.damaged()).containsEntry("webhook", 2L).containsEntry("totp_authenticator", 0L);
        } finally {
            rows.change("delete from webhook where url = 'https://resealed.test'");
        }
    }

    @Test
    @DisplayName("[CRYP-02] a key that no row needs now is named at the start, and one that is not in use yet is not")
    void a_key_that_can_be_removed_is_named() {
        people.enrolled();
        String former = Integer.toUnsignedString(primary(present));
        assertThat(keys(present).removable()).isEmpty();
        assertThat(keys(KeysetDocuments.withPrimaryOf(rotated, present, "secrets"))
                        .removable())
                .as("the next step of a rotation")
                .isEmpty();
        seals(rotated);
        assertThat(keys(rotated).removable()).as("rows need it").isEmpty();

        resealing(rotated).run(Resealing.Progress.NONE);

        assertThat(keys(rotated).removable())
                .singleElement()
                .asString()
                .contains("key " + former, "'secrets'", "can be removed");
    }

    @Test
    @DisplayName("[CRYP-02] a value that a request replaces while it is sealed again stays")
    void a_value_that_changed_meanwhile_stays() {
        seals(rotated);
        Resealing resealing = resealing(rotated);
        resealing.run(Resealing.Progress.NONE);
        Person ada = people.enrolled();
        KeyedColumn secrets = keys(rotated).columns().stream()
                .filter(column -> column.table().equals("totp_authenticator"))
                .findFirst()
                .orElseThrow();
        List<Resealing.SealedAgain> batch = Transactions.call(
                () -> resealing.open(secrets, primary(present), 200).opened());
        String other = "\\x00" + hex(present) + "00";
        rows.change(
                "update totp_authenticator set sealed_secret = ?::bytea where user_id = ?::uuid", other, ada.userId);

        Transactions.run(() -> resealing.replace(secrets, batch));

        assertThat(batch).extracting(row -> row.key().get(0).toString()).contains(ada.userId);
        assertThat(rows.text("select sealed_secret::text from totp_authenticator where user_id = ?::uuid", ada.userId))
                .isEqualTo(other);
        rows.change("delete from totp_authenticator where user_id = ?::uuid", ada.userId);
    }

    @Test
    @DisplayName("[CRYP-02] a replica whose primary key is not the newest seals nothing back")
    void a_former_replica_seals_nothing_back() {
        people.enrolled();
        seals(rotated);
        resealing(rotated).run(Resealing.Progress.NONE);

        resealing(KeysetDocuments.withPrimaryOf(rotated, present, "secrets")).run(Resealing.Progress.NONE);

        assertThat(rows.number(UNDER, hex(present))).isZero();
    }

    /** As the first start with a new primary key notes it. */
    private void seals(String document) {
        rows.change(
                "insert into keyset_check (purpose, key_id, check_value, first_at)"
                        + " values ('secrets', ?, '', now() + interval '100 years') on conflict do nothing",
                primary(document));
    }

    private double left() {
        return meters.get("sallyport.former.key.rows")
                .tag("table", "totp_authenticator")
                .gauge()
                .value();
    }

    private KeysInUse keys(String document) {
        return new KeysInUse(columns, session, Keyset.parse(document));
    }

    private Resealing resealing(String document) {
        return new Resealing(keys(document), session, Keyset.parse(document), meters);
    }

    private KeysReadiness check(String document) {
        KeysReadiness check = new KeysReadiness(keys(document));
        check.look();
        return check;
    }

    private static int primary(String document) {
        return Keyset.parse(document).secrets().primaryKeyId();
    }

    private static String hex(String document) {
        return HexFormat.of().toHexDigits(primary(document));
    }
}
