package dev.sallyport.moving;

import dev.sallyport.accounts.account.UserStatus;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.password.ImportedPassword;
import dev.sallyport.base.language.Language;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.Text;
import dev.sallyport.factors.factor.DefaultNames;
import dev.sallyport.factors.otp.TotpParameters;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.factors.recovery.RecoveryHash;
import dev.sallyport.factors.totp.ImportedApps;
import dev.sallyport.security.foreign.ForeignHashes;
import dev.sallyport.security.foreign.UnreadableHashException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a row must be by itself, in addition to the form of its fields. Every fault is reported, with its field. */
final class RowRules {

    static final String UNKNOWN_HASH =
            "cannot be checked here: only hashes that another instance of Sallyport has exported can be, all of one"
                    + " set. Send the codes in clear, or leave them out, and the user makes new ones after a sign-in";

    /** RFC 3339 has no year before 0, and the database none before -4712. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Set<Integer> DIGITS = Set.of(6, 8);
    private static final Set<Integer> PERIODS = Set.of(30, 60);

    private final ImportRow row;
    private final Instant now;
    private ProblemException refusal = new ProblemException(ProblemType.INVALID_REQUEST);

    private RowRules(ImportRow row, Instant now) {
        this.row = row;
        this.now = now;
    }

    /**
     * Reads a row whose fields have the form that their annotations ask for.
     *
     * @throws ProblemException {@code invalid-request} with every field that is not valid
     */
    static ImportedPerson read(ImportRow row, Instant now) {
        return new RowRules(row, now).read();
    }

    private ImportedPerson read() {
        ImportedPerson person = new ImportedPerson(
                Optional.ofNullable(row.externalId()),
                EmailAddress.parse(row.email()).orElseThrow(),
                row.emailVerified(),
                Optional.ofNullable(row.locale()).flatMap(Language::asked),
                Optional.ofNullable(row.status()).map(UserStatus::of),
                createdAt(),
                accounts(),
                password(),
                apps(),
                recoveryCodes(),
                recoveryHashes());
        if (!refusal.errors().isEmpty()) {
            throw refusal;
        }
        return person;
    }

    private Optional<Instant> createdAt() {
        Optional<Instant> time = Optional.ofNullable(row.createdAt());
        require(time.filter(created -> created.isAfter(now)).isEmpty(), "createdAt", "must not be in the future");
        require(
                time.filter(created -> created.isBefore(FIRST)).isEmpty(),
                "createdAt",
                "must not be before the year 1");
        return time;
    }

    private List<ImportRow.Membership> accounts() {
        for (int at = 0; at < row.accounts().size(); at++) {
            ImportRow.Membership account = row.accounts().get(at);
            require(
                    (account.id() == null) != (account.externalId() == null),
                    "accounts[" + at + "]",
                    "must have either id or externalId");
        }
        return row.accounts();
    }

    private Optional<ImportedPassword> password() {
        if (row.password() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ImportedPassword.of(ForeignHashes.parse(row.password().hash())));
        } catch (UnreadableHashException unreadable) {
            refuse("password.hash", unreadable.why());
            return Optional.empty();
        }
    }

    private List<ImportedApps.App> apps() {
        List<ImportRow.App> given = row.totp() == null ? List.of() : row.totp();
        List<ImportedApps.App> apps = new ArrayList<>();
        String language = Optional.ofNullable(row.locale())
                .flatMap(Language::asked)
                .orElseGet(Language::byDefault)
                .tag();
        for (int at = 0; at < given.size(); at++) {
            ImportRow.App app = given.get(at);
            String field = "totp[" + at + "].";
            Optional<byte[]> secret = ImportedApps.secret(app.secret());
            int digits = app.digits() == null ? TotpParameters.STANDARD.digits() : app.digits();
            int period = app.period() == null
                    ? (int) TotpParameters.STANDARD.period().toSeconds()
                    : app.period();
            require(
                    secret.isPresent(),
                    field + "secret",
                    "must be Base32 of " + ImportedApps.MIN_SECRET_BYTES + " to " + ImportedApps.MAX_SECRET_BYTES
                            + " bytes");
            require(DIGITS.contains(digits), field + "digits", "must be 6 or 8");
            require(PERIODS.contains(period), field + "period", "must be 30 or 60");
            String algorithm = app.algorithm() == null ? "SHA1" : app.algorithm();
            secret.ifPresent(bytes -> apps.add(new ImportedApps.App(
                    app.name() == null ? DefaultNames.ofApp(language) : app.name(),
                    bytes,
                    new TotpParameters(
                            TotpParameters.Algorithm.valueOf(algorithm), digits, Duration.ofSeconds(period)))));
        }
        return apps;
    }

    private List<String> recoveryCodes() {
        List<ImportRow.Code> given = row.recoveryCodes() == null ? List.of() : row.recoveryCodes();
        require(
                given.isEmpty() || (row.totp() != null && !row.totp().isEmpty()),
                "recoveryCodes",
                "require an authenticator app in totp");
        List<String> codes = new ArrayList<>();
        for (int at = 0; at < given.size(); at++) {
            ImportRow.Code code = given.get(at);
            String field = "recoveryCodes[" + at + "]";
            if (code.code() == null || given.get(0).hash() != null) {
                require(code.code() == null && code.hash() != null, field, "must have code, or all must have hash");
            } else {
                Optional<String> read = RecoveryCodes.imported(code.code());
                require(
                        read.isPresent(),
                        field + ".code",
                        "must have 8, 10, 12, 16, 20, 24 or 32 letters and digits, without dashes and spaces");
                read.ifPresent(codes::add);
            }
        }
        return codes.stream().distinct().toList();
    }

    /** The hashes of another instance of this service, which hashes all codes of a user with one salt. */
    private List<RecoveryHash> recoveryHashes() {
        List<ImportRow.Code> given = row.recoveryCodes() == null ? List.of() : row.recoveryCodes();
        List<RecoveryHash> hashes = new ArrayList<>();
        for (int at = 0; at < given.size(); at++) {
            ImportRow.Code code = given.get(at);
            if (code.hash() != null) {
                Optional<RecoveryHash> read = RecoveryHash.parse(code.hash());
                boolean alike = code.code() == null
                        && given.get(0).hash() != null
                        && read.filter(hash -> hashes.isEmpty() || hash.isOfSetOf(hashes.get(0)))
                                .isPresent();
                require(alike, "recoveryCodes[" + at + "].hash", UNKNOWN_HASH);
                read.filter(hash -> alike).ifPresent(hashes::add);
            }
        }
        return hashes;
    }

    private void require(boolean valid, String field, String message) {
        if (!valid) {
            refuse(field, message);
        }
    }

    private void refuse(String field, String message) {
        refusal = refusal.error(field, Text.untranslated(message));
    }
}
