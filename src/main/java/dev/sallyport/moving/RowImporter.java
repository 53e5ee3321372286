package dev.sallyport.moving;

import dev.sallyport.accounts.account.ExistingUser;
import dev.sallyport.accounts.account.UserImport;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.database.Violation;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.Text;
import dev.sallyport.factors.recovery.NewRecoveryCodes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Does what one row says, in a transaction of its own or in that of the caller. Recovery codes in clear are hashed
 * before it, and only for a user who gets them.
 */
@ApplicationScoped
class RowImporter {

    private static final String BEING_ERASED = "is of an account that is being erased: import the row again later";

    private final UserImport users;
    private final ImportedSecrets secrets;
    private final RowWriter writer;

    RowImporter(UserImport users, ImportedSecrets secrets, RowWriter writer) {
        this.users = users;
        this.secrets = secrets;
        this.writer = writer;
    }

    /**
     * Does the row in a transaction of its own.
     *
     * @param answer takes the result within the transaction
     * @throws ProblemException if the row contradicts what is here
     */
    <T> T run(ImportedPerson person, ImportTask task, Function<RowWriter.Result, T> answer) {
        try {
            return attempt(person, task, answer);
        } catch (RuntimeException failure) {
            if (Violation.in(failure).isEmpty()) {
                throw failure;
            }
            // Another import or a sign-up has just created the same user or account: now it is here.
            return attempt(person, task, answer);
        }
    }

    private <T> T attempt(ImportedPerson person, ImportTask task, Function<RowWriter.Result, T> answer) {
        Optional<NewRecoveryCodes> hashed = hashed(person);
        Optional<T> done =
                Transactions.call(() -> writer.write(plan(person), task, hashed).map(answer));
        return done.orElseGet(() -> {
            NewRecoveryCodes codes = secrets.hash(person);
            return Transactions.call(() -> answer.apply(
                    writer.write(plan(person), task, Optional.of(codes)).orElseThrow()));
        });
    }

    /**
     * Decides what a row does, in the caller's transaction, and changes nothing.
     *
     * @throws ProblemException if the row contradicts what is here
     */
    RowPlan plan(ImportedPerson person) {
        if (!secrets.canCheckCodes(person)) {
            throw new ProblemException(ProblemType.RULE_VIOLATED)
                    .error("recoveryCodes[0].hash", Text.untranslated(RowRules.UNKNOWN_HASH));
        }
        ImportDecision.Found found = find(person);
        ImportDecision decision = ImportDecision.of(person, found);
        if (decision instanceof ImportDecision.Refuse refusal) {
            throw new ProblemException(ProblemType.RULE_VIOLATED)
                    .error(refusal.field(), Text.untranslated(refusal.message()));
        }
        return new RowPlan(person, found, decision);
    }

    /** Does what was decided in the same transaction, for a person without recovery codes in clear. */
    RowWriter.Result write(RowPlan plan, ImportTask task) {
        return writer.write(plan, task, hashed(plan.person())).orElseThrow();
    }

    /** The recovery codes of a person for whom another instance has hashed them. */
    private Optional<NewRecoveryCodes> hashed(ImportedPerson person) {
        return Optional.of(person)
                .filter(given -> !given.recoveryHashes().isEmpty())
                .map(secrets::hash);
    }

    private ImportDecision.Found find(ImportedPerson person) {
        List<Optional<AccountId>> accounts = findAccounts(person); // first: accounts are locked before users
        Optional<ExistingUser> byExternalId = person.externalId().flatMap(users::find);
        Optional<ExistingUser> byEmail = byExternalId
                .filter(user -> user.email().equals(person.email().value()))
                .or(() -> users.find(person.email()));
        Optional<UserId> user = byExternalId.or(() -> byEmail).map(ExistingUser::id);
        return new ImportDecision.Found(
                byExternalId,
                byEmail,
                user.flatMap(secrets::password),
                user.filter(secrets::hasSecondFactor).isPresent(),
                accounts);
    }

    private List<Optional<AccountId>> findAccounts(ImportedPerson person) {
        List<Optional<AccountId>> accounts = new ArrayList<>();
        for (ImportRow.Membership account : person.accounts()) {
            accounts.add(
                    account.id() == null
                            ? findAccount(Objects.requireNonNull(account.externalId()), accounts.size())
                            : users.findAccount(account.id()));
        }
        return accounts;
    }

    /** No account gets the external id of one that is being erased, until that is over. */
    private Optional<AccountId> findAccount(String externalId, int place) {
        if (users.isBeingErased(externalId)) {
            throw new ProblemException(ProblemType.RULE_VIOLATED)
                    .error("accounts[" + place + "].externalId", Text.untranslated(BEING_ERASED));
        }
        return users.findAccount(externalId);
    }
}
