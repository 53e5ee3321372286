package dev.sallyport.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.accounts.account.ExistingUser;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.account.UserStatus;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.password.ImportedPassword;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.language.Language;
import dev.sallyport.factors.otp.TotpParameters;
import dev.sallyport.factors.totp.ImportedApps;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ImportDecisionTest {

    private static final AccountId ACME = new AccountId(new UUID(1, 1));
    private static final AccountId OTHER = new AccountId(new UUID(1, 2));
    private static final StoredPassword HASH = new StoredPassword("$2b$05$hash", null);
    private static final StoredPassword OWN = new StoredPassword("$argon2id$own", 7);

    private Optional<String> externalId = Optional.of("u-1");
    private Optional<UserStatus> status = Optional.empty();
    private List<ImportRow.Membership> memberships =
            List.of(new ImportRow.Membership(null, "acme", "Acme", Role.MEMBER));
    private List<Optional<AccountId>> accounts = List.of(Optional.of(ACME));
    private Optional<StoredPassword> stored = Optional.empty();
    private boolean secondFactor;

    private ImportedPerson person() {
        return new ImportedPerson(
                externalId,
                new EmailAddress("ada@example.org"),
                true,
                Optional.of(Language.GERMAN),
                status,
                Optional.empty(),
                memberships,
                Optional.of(new ImportedPassword(HASH.hash(), Optional.empty())),
                List.of(new ImportedApps.App("Phone", new byte[20], TotpParameters.STANDARD)),
                List.of(),
                List.of());
    }

    private ImportDecision decide(Optional<ExistingUser> byExternalId, Optional<ExistingUser> byEmail) {
        return ImportDecision.of(
                person(), new ImportDecision.Found(byExternalId, byEmail, stored, secondFactor, accounts));
    }

    private static ExistingUser user(int id, String email, String externalId, boolean hasSignedIn) {
        return new ExistingUser(
                new UserId(new UUID(2, id)),
                email,
                Optional.ofNullable(externalId),
                true,
                UserStatus.ACTIVE,
                "de",
                Set.of(ACME),
                hasSignedIn);
    }

    private static ExistingUser ada(boolean hasSignedIn) {
        return user(1, "ada@example.org", "u-1", hasSignedIn);
    }

    private Set<ImportChange> changes(ExistingUser user) {
        return ((ImportDecision.Change) decide(Optional.of(user), Optional.of(user))).changes();
    }

    private String refused(Optional<ExistingUser> byExternalId, Optional<ExistingUser> byEmail) {
        return ((ImportDecision.Refuse) decide(byExternalId, byEmail)).field();
    }

    @Test
    @DisplayName("[MOVE-01] A user who is not known yet is created")
    void unknown_users_are_created() {
        assertThat(decide(Optional.empty(), Optional.empty())).isEqualTo(new ImportDecision.Create());
    }

    @Test
    @DisplayName("[MOVE-01] A second run of the same row changes nothing")
    void a_row_is_idempotent() {
        stored = Optional.of(HASH);
        secondFactor = true;
        assertThat(changes(ada(false))).isEmpty();
    }

    @Test
    @DisplayName("[MOVE-01] What is missing is added to a user who has not signed in yet")
    void what_is_missing_is_added() {
        ExistingUser ada = new ExistingUser(
                new UserId(new UUID(2, 1)),
                "ada@example.org",
                Optional.empty(),
                false,
                UserStatus.ACTIVE,
                null,
                Set.of(OTHER),
                false);

        ImportDecision decision = decide(Optional.empty(), Optional.of(ada));

        assertThat(((ImportDecision.Change) decision).changes()).containsExactlyInAnyOrder(ImportChange.values());
    }

    @Test
    @DisplayName("[MOVE-06] A password that came by an import is replaced by a newer one; one that was set here is not")
    void passwords_of_imports_are_replaced() {
        secondFactor = true;
        stored = Optional.of(new StoredPassword("$2b$05$older", null));
        assertThat(changes(ada(false))).containsExactly(ImportChange.PASSWORD);
        stored = Optional.of(OWN);
        assertThat(changes(ada(false))).isEmpty();
    }

    @Test
    @DisplayName("[MOVE-06] A user who has signed in keeps password and factors, whatever a row says")
    void users_who_signed_in_keep_their_secrets() {
        assertThat(changes(ada(true))).isEmpty();
        stored = Optional.of(new StoredPassword("$2b$05$older", null));
        assertThat(changes(ada(true))).isEmpty();
    }

    @Test
    @DisplayName("[MOVE-01] A row that contradicts what is here is refused, with the field")
    void contradictions_are_refused() {
        ExistingUser ada = ada(false);
        ExistingUser moved = user(1, "other@example.org", "u-1", false);
        ExistingUser namesake = user(2, "ada@example.org", "u-2", false);

        assertThat(refused(Optional.of(moved), Optional.empty())).isEqualTo("email");
        assertThat(refused(Optional.of(moved), Optional.of(namesake))).isEqualTo("email");
        assertThat(refused(Optional.empty(), Optional.of(namesake))).isEqualTo("externalId");
        status = Optional.of(UserStatus.DISABLED);
        assertThat(refused(Optional.of(ada), Optional.of(ada))).isEqualTo("status");
        status = Optional.of(UserStatus.ACTIVE);
        assertThat(decide(Optional.of(ada), Optional.of(ada))).isInstanceOf(ImportDecision.Change.class);
    }

    @Test
    @DisplayName("[MOVE-01] A row without an external id means the user with its address, whatever id that has")
    void the_address_is_enough() {
        externalId = Optional.empty();
        assertThat(decide(Optional.empty(), Optional.of(ada(false)))).isInstanceOf(ImportDecision.Change.class);
    }

    @Test
    @DisplayName("[MOVE-01] An account that is not here needs an external id and a name, and is named once")
    void accounts_are_checked() {
        accounts = List.of(Optional.empty());
        assertThat(decide(Optional.empty(), Optional.empty())).isEqualTo(new ImportDecision.Create());

        memberships = List.of(new ImportRow.Membership(null, "acme", null, Role.MEMBER));
        assertThat(refused(Optional.empty(), Optional.empty())).isEqualTo("accounts[0].name");

        memberships = List.of(new ImportRow.Membership(OTHER, null, null, Role.MEMBER));
        assertThat(refused(Optional.empty(), Optional.empty())).isEqualTo("accounts[0].id");

        memberships = List.of(
                new ImportRow.Membership(null, "acme", "Acme", Role.MEMBER),
                new ImportRow.Membership(null, "acme", "Acme", Role.OWNER));
        accounts = List.of(Optional.empty(), Optional.empty());
        assertThat(refused(Optional.empty(), Optional.empty())).isEqualTo("accounts[1]");

        memberships = List.of(
                new ImportRow.Membership(null, "acme", "Acme", Role.MEMBER),
                new ImportRow.Membership(ACME, null, null, Role.OWNER));
        accounts = List.of(Optional.of(ACME), Optional.of(ACME));
        assertThat(refused(Optional.empty(), Optional.empty())).isEqualTo("accounts[1]");
    }
}
