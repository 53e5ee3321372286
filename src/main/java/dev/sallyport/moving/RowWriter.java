package dev.sallyport.moving;

import dev.sallyport.accounts.account.ExistingUser;
import dev.sallyport.accounts.account.ImportedUser;
import dev.sallyport.accounts.account.MemberFacts;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.account.UserImport;
import dev.sallyport.accounts.account.UserStatus;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.recovery.NewRecoveryCodes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Creates and changes users as a row says, in the transaction in which that was decided. */
@ApplicationScoped
class RowWriter {

    private final UserImport users;
    private final ImportedSecrets secrets;
    private final ImportTrail trail;
    private final Clock clock;

    RowWriter(UserImport users, ImportedSecrets secrets, ImportTrail trail, Clock clock) {
        this.users = users;
        this.secrets = secrets;
        this.trail = trail;
        this.clock = clock;
    }

    /** What became of a row; without an id where a dry run would create the user. */
    record Result(RowStatus status, Optional<UserId> id) {}

    /** Empty if recovery codes must be hashed first; then nothing has been changed. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Result> write(RowPlan plan, ImportTask task, Optional<NewRecoveryCodes> codes) {
        ImportedPerson person = plan.person();
        if (plan.decision() instanceof ImportDecision.Change change) {
            return change(person, task, plan.found(), change, codes);
        }
        if (task.dryRun()) {
            return Optional.of(new Result(RowStatus.CREATED, Optional.empty()));
        }
        if (codes.isEmpty() && person.hasRecoveryCodes()) {
            return Optional.empty();
        }
        return Optional.of(new Result(RowStatus.CREATED, Optional.of(create(person, task, plan.found(), codes))));
    }

    private UserId create(
            ImportedPerson person, ImportTask task, ImportDecision.Found found, Optional<NewRecoveryCodes> codes) {
        Instant now = clock.instant();
        Map<AccountId, Role> roles = roles(person, task, found, now);
        UserId user = users.create(
                new ImportedUser(
                        person.email(),
                        person.externalId(),
                        person.emailVerified(),
                        person.status().orElse(UserStatus.ACTIVE),
                        person.language(),
                        person.createdAt().orElse(now),
                        roles,
                        person.password().isEmpty()),
                now);
        person.password().ifPresent(password -> secrets.setPassword(user, Optional.empty(), password, now));
        if (!person.apps().isEmpty()) {
            secrets.bind(user, person.apps(), codes, now);
        }
        trail.userCreated(task, roles.keySet().stream().findFirst(), user, now);
        return user;
    }

    private Optional<Result> change(
            ImportedPerson person,
            ImportTask task,
            ImportDecision.Found found,
            ImportDecision.Change change,
            Optional<NewRecoveryCodes> codes) {
        Set<ImportChange> changes = change.changes();
        UserId user = change.user().id();
        RowStatus status = changes.isEmpty() ? RowStatus.UNCHANGED : RowStatus.UPDATED;
        Optional<Result> result = Optional.of(new Result(status, Optional.of(user)));
        if (task.dryRun() || changes.isEmpty()) {
            return result;
        }
        boolean lacksHashes = changes.contains(ImportChange.TOTP) && codes.isEmpty() && person.hasRecoveryCodes();
        if (lacksHashes) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        for (ImportChange each : changes) {
            switch (each) {
                case EXTERNAL_ID ->
                    users.changeExternalId(user, person.externalId().orElseThrow());
                case EMAIL_VERIFIED -> users.verifyEmail(user, now);
                case LOCALE -> users.changeLanguage(user, person.language().orElseThrow());
                case ACCOUNTS -> join(person, task, found, change.user(), now);
                case PASSWORD ->
                    secrets.setPassword(
                            user, found.password(), person.password().orElseThrow(), now);
                case TOTP -> secrets.bind(user, person.apps(), codes, now);
            }
        }
        trail.userUpdated(task, user, changes, now);
        return result;
    }

    private void join(
            ImportedPerson person, ImportTask task, ImportDecision.Found found, ExistingUser user, Instant now) {
        MemberFacts facts = users.facts(user.id());
        roles(person, task, found, now).forEach((account, role) -> {
            if (!user.accounts().contains(account)) {
                users.join(user.id(), account, role, facts, now);
            }
        });
        if (user.accounts().isEmpty()) {
            secrets.noteHeld(user.id());
        }
    }

    /** The accounts of the row with the roles; those that are not here yet are created. */
    private Map<AccountId, Role> roles(
            ImportedPerson person, ImportTask task, ImportDecision.Found found, Instant now) {
        Map<AccountId, Role> roles = new LinkedHashMap<>();
        for (int at = 0; at < person.accounts().size(); at++) {
            ImportRow.Membership account = person.accounts().get(at);
            AccountId id = found.accounts().get(at).orElseGet(() -> create(account, task, now));
            roles.put(id, account.role());
        }
        return roles;
    }

    private AccountId create(ImportRow.Membership account, ImportTask task, Instant now) {
        AccountId id = users.createAccount(
                Objects.requireNonNull(account.name()), Objects.requireNonNull(account.externalId()), now);
        trail.accountCreated(task, id, now);
        return id;
    }
}
