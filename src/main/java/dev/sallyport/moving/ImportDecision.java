package dev.sallyport.moving;

import dev.sallyport.accounts.account.ExistingUser;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.ids.AccountId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a row does, as a pure function of the row and of what is here already. */
sealed interface ImportDecision {

    /** No user has the external id or the address. */
    record Create() implements ImportDecision {}

    /** The user is here; without a change there is nothing to do. */
    record Change(ExistingUser user, Set<ImportChange> changes) implements ImportDecision {}

    /** The row contradicts what is here. */
    record Refuse(String field, String message) implements ImportDecision {}

    /**
     * What is here already.
     *
     * @param password of the user whom the row means
     * @param secondFactor whether that user has one
     * @param accounts the accounts of the row, in its order; empty for one that is to be created
     */
    record Found(
            Optional<ExistingUser> byExternalId,
            Optional<ExistingUser> byEmail,
            Optional<StoredPassword> password,
            boolean secondFactor,
            List<Optional<AccountId>> accounts) {

        /** The user whom the row means: the external id counts before the address. */
        Optional<ExistingUser> user() {
            return byExternalId.or(() -> byEmail);
        }
    }

    static ImportDecision of(ImportedPerson person, Found found) {
        return refusal(person, found)
                .or(() -> ofAccounts(person, found))
                .or(() -> found.user().map(user -> new Change(user, changes(person, found, user))))
                .orElseGet(Create::new);
    }

    private static Optional<ImportDecision> refusal(ImportedPerson person, Found found) {
        Optional<ExistingUser> user = found.user();
        if (user.isEmpty()) {
            return Optional.empty();
        }
        ExistingUser present = user.get();
        if (!present.email().equals(person.email().value())) {
            return Optional.of(new Refuse(
                    "email",
                    found.byEmail().isPresent()
                            ? "belongs to another user than externalId"
                            : "is not the address of the user with this externalId: an import changes no address"));
        }
        boolean otherId = person.externalId().isPresent()
                && present.externalId().isPresent()
                && !present.externalId().equals(person.externalId());
        if (otherId) {
            return Optional.of(new Refuse("externalId", "is not the external id of the user with this address"));
        }
        boolean otherStatus =
                person.status().filter(status -> status != present.status()).isPresent();
        return otherStatus
                ? Optional.of(new Refuse("status", "is not the user's status here: an import changes no status"))
                : Optional.empty();
    }

    private static Optional<ImportDecision> ofAccounts(ImportedPerson person, Found found) {
        for (int at = 0; at < person.accounts().size(); at++) {
            ImportRow.Membership account = person.accounts().get(at);
            String field = "accounts[" + at + "].";
            if (found.accounts().get(at).isEmpty()) {
                if (account.id() != null) {
                    return Optional.of(new Refuse(field + "id", "is not the id of an account"));
                }
                if (account.name() == null) {
                    return Optional.of(new Refuse(
                            field + "name", "is required, since no account has this externalId and one is created"));
                }
            }
            if (isRepeated(person, found, at)) {
                return Optional.of(new Refuse("accounts[" + at + "]", "is an account that the row has already"));
            }
        }
        return Optional.empty();
    }

    private static boolean isRepeated(ImportedPerson person, Found found, int at) {
        Optional<AccountId> id = found.accounts().get(at);
        String externalId = person.accounts().get(at).externalId();
        for (int before = 0; before < at; before++) {
            boolean sameId = id.isPresent() && id.equals(found.accounts().get(before));
            boolean sameExternalId = externalId != null
                    && externalId.equals(person.accounts().get(before).externalId());
            if (sameId || sameExternalId) {
                return true;
            }
        }
        return false;
    }

    private static Set<ImportChange> changes(ImportedPerson person, Found found, ExistingUser user) {
        Set<ImportChange> changes = EnumSet.noneOf(ImportChange.class);
        add(
                changes,
                ImportChange.EXTERNAL_ID,
                user.externalId().isEmpty()
                        && person.externalId()
                                .filter(externalId ->
                                        !externalId.equals(user.id().toString()))
                                .isPresent());
        add(changes, ImportChange.EMAIL_VERIFIED, person.emailVerified() && !user.emailVerified());
        add(
                changes,
                ImportChange.LOCALE,
                person.language()
                        .filter(language -> !language.tag().equals(user.locale()))
                        .isPresent());
        add(
                changes,
                ImportChange.ACCOUNTS,
                found.accounts().stream()
                        .anyMatch(account ->
                                account.filter(user.accounts()::contains).isEmpty()));
        add(changes, ImportChange.PASSWORD, !user.hasSignedIn() && isNewPassword(person, found));
        add(changes, ImportChange.TOTP, !user.hasSignedIn() && !person.apps().isEmpty() && !found.secondFactor());
        return changes;
    }

    /** A password that the user has set here stays; one that came by an import is replaced by that of a newer one. */
    private static boolean isNewPassword(ImportedPerson person, Found found) {
        return person.password()
                .filter(password -> found.password()
                        .map(present -> present.isForeign() && !present.hash().equals(password.hash()))
                        .orElse(true))
                .isPresent();
    }

    private static void add(Set<ImportChange> changes, ImportChange change, boolean isMade) {
        if (isMade) {
            changes.add(change);
        }
    }
}
