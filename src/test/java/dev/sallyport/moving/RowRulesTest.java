package dev.sallyport.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.account.UserStatus;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.language.Language;
import dev.sallyport.base.problem.Problem;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.factors.otp.TotpParameters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RowRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-30T02:00:00Z");
    private static final String SECRET = "GEZDGNBVGY3TQOJQ";
    private static final String BCRYPT = "$2b$05$wTB3SlwA9PAB4RNDJ4aViuYYccoOGSdJYUp7EhV/e3mwi09FHK8T6";

    private static final List<ImportRow.Membership> ACME =
            List.of(new ImportRow.Membership(null, "acme", "Acme", Role.MEMBER));

    private static ImportRow row(
            String status,
            Instant createdAt,
            List<ImportRow.Membership> accounts,
            String hash,
            List<ImportRow.App> totp,
            List<ImportRow.Code> codes) {
        return new ImportRow(
                "u-1",
                " Ada@Example.ORG",
                true,
                "de-AT",
                status,
                createdAt,
                accounts,
                hash == null ? null : new ImportRow.Password(hash),
                totp,
                codes,
                null);
    }

    private static List<String> faults(ImportRow row) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> RowRules.read(row, NOW));
        return refusal.errors().stream().map(Problem.FieldError::field).toList();
    }

    @Test
    @DisplayName("[MOVE-01] A row is read into what it means")
    void a_row_is_read() {
        ImportedPerson ada = RowRules.read(
                row(
                        "disabled",
                        NOW,
                        ACME,
                        "{bcrypt}" + BCRYPT,
                        List.of(new ImportRow.App(SECRET, "Phone", "SHA512", 8, 60)),
                        List.of(new ImportRow.Code("aaaa-bbbb", null), new ImportRow.Code("AAAABBBB", null))),
                NOW);

        assertThat(ada.externalId()).contains("u-1");
        assertThat(ada.email().value()).isEqualTo("ada@example.org");
        assertThat(ada.language()).contains(Language.GERMAN);
        assertThat(ada.status()).contains(UserStatus.DISABLED);
        assertThat(ada.createdAt()).contains(NOW);
        assertThat(ada.password()).get().satisfies(password -> {
            assertThat(password.hash()).isEqualTo(BCRYPT);
            assertThat(password.pepper()).isEmpty();
        });
        assertThat(ada.apps()).singleElement().satisfies(app -> {
            assertThat(app.name()).isEqualTo("Phone");
            assertThat(app.secret()).isEqualTo("1234567890".getBytes(StandardCharsets.US_ASCII));
            assertThat(app.parameters())
                    .isEqualTo(new TotpParameters(TotpParameters.Algorithm.SHA512, 8, Duration.ofSeconds(60)));
        });
        assertThat(ada.recoveryCodes()).containsExactly("AAAABBBB");
    }

    @Test
    @DisplayName("[MOVE-01] What a row leaves out is left to the service")
    void fields_may_be_left_out() {
        ImportedPerson ada = RowRules.read(
                row(null, null, ACME, null, List.of(new ImportRow.App(SECRET, null, null, null, null)), null), NOW);

        assertThat(ada.status()).isEmpty();
        assertThat(ada.createdAt()).isEmpty();
        assertThat(ada.password()).isEmpty();
        assertThat(ada.recoveryCodes()).isEmpty();
        assertThat(ada.apps())
                .singleElement()
                .satisfies(app -> assertThat(app.parameters()).isEqualTo(TotpParameters.STANDARD));
    }

    @Test
    @DisplayName("[MOVE-01] Every fault of a row is reported with its field, and no value is quoted")
    void faults_name_their_fields() {
        ImportRow row = row(
                null,
                NOW.plusMillis(1),
                List.of(
                        new ImportRow.Membership(null, null, "Acme", Role.MEMBER),
                        new ImportRow.Membership(new AccountId(new UUID(1, 1)), "acme", null, Role.OWNER)),
                "$1$md5crypt",
                List.of(
                        new ImportRow.App("not base32!", null, null, 7, 45),
                        new ImportRow.App("GEZDGNBVGY3TQ", null, null, 6, 30)),
                List.of(
                        new ImportRow.Code("123", null),
                        new ImportRow.Code(null, "$2b$05$hash"),
                        new ImportRow.Code(null, null)));

        assertThat(faults(row))
                .containsExactly(
                        "createdAt",
                        "accounts[0]",
                        "accounts[1]",
                        "password.hash",
                        "totp[0].secret",
                        "totp[0].digits",
                        "totp[0].period",
                        "totp[1].secret",
                        "recoveryCodes[0].code",
                        "recoveryCodes[2]",
                        "recoveryCodes[1].hash");
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> RowRules.read(row, NOW));
        assertThat(refusal.errors().toString()).doesNotContain("md5crypt", "not base32", "$2b$05");
    }

    @Test
    @DisplayName("[MOVE-01] A time that the database cannot hold is a fault of the row")
    void times_have_a_first_year() {
        Instant first = Instant.parse("0001-01-01T00:00:00Z");

        assertThat(RowRules.read(row(null, first, ACME, null, null, null), NOW).createdAt())
                .contains(first);
        assertThat(faults(row(null, first.minusMillis(1), ACME, null, null, null)))
                .containsExactly("createdAt");
        assertThat(faults(row(null, Instant.parse("-5000-01-01T00:00:00Z"), ACME, null, null, null)))
                .containsExactly("createdAt");
    }

    @Test
    @DisplayName("[MOVE-12] Recovery codes that another instance hashed are taken as one set of one salt")
    void hashed_codes_are_one_set() {
        List<ImportRow.App> app = List.of(new ImportRow.App(SECRET, null, null, null, null));
        ImportRow.Code one = new ImportRow.Code(null, hashed("AAAAAAAAAAAAAAAAAAAAAA"));
        ImportRow.Code other = new ImportRow.Code(null, hashed("BAAAAAAAAAAAAAAAAAAAAA"));
        ImportRow.Code clear = new ImportRow.Code("aaaa-bbbb", null);

        ImportedPerson ada = RowRules.read(row(null, null, ACME, null, app, List.of(one, one)), NOW);

        assertThat(ada.hasRecoveryCodes()).isTrue();
        assertThat(ada.recoveryCodes()).isEmpty();
        assertThat(ada.recoveryHashes()).hasSize(2);
        assertThat(faults(row(null, null, ACME, null, app, List.of(one, other))))
                .containsExactly("recoveryCodes[1].hash");
        assertThat(faults(row(null, null, ACME, null, app, List.of(clear, one))))
                .containsExactly("recoveryCodes[1].hash");
        assertThat(faults(row(null, null, ACME, null, app, List.of(one, clear))))
                .containsExactly("recoveryCodes[1]");
    }

    private static String hashed(String salt) {
        return "$argon2id$v=19$m=19456,t=2,p=1$" + salt + "$jEwDHqq9st0GWNxZ3BTmaANPNAZ43EdWYFA9q5UIGrU";
    }

    @Test
    @DisplayName("[MOVE-05] Recovery codes stand in for an app: without one they are refused")
    void codes_need_an_app() {
        List<ImportRow.Code> codes = List.of(new ImportRow.Code("aaaa-bbbb", null));

        assertThat(faults(row(null, null, ACME, null, null, codes))).containsExactly("recoveryCodes");
        assertThat(faults(row(null, null, ACME, null, List.of(), codes))).containsExactly("recoveryCodes");
    }
}
