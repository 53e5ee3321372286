package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A change of passwords that is required.
 *
 * @param at when it was required: passwords that were set later are not meant
 * @param account of whose members it is required
 * @param by who requires it; of an account, only the event of the account says so
 * @param reason of an operator
 */
record RequiredPasswordChange(
        Instant at,
        Optional<OfAccount> account,
        Optional<Principal> by,
        ClientContext context,
        Optional<String> reason) {

    /**
     * Of the members of an account.
     *
     * @param change the id that the event of the account and those of its members share
     * @param name what the mails call the account
     */
    record OfAccount(AccountId id, UUID change, String name) {}

    /** Of one user. */
    static RequiredPasswordChange of(Principal by, ClientContext context, Optional<String> reason, Instant at) {
        return new RequiredPasswordChange(at, Optional.empty(), Optional.of(by), context, reason);
    }

    /** Of the members of an account. */
    static RequiredPasswordChange of(OfAccount account, Instant at) {
        return new RequiredPasswordChange(
                at, Optional.of(account), Optional.empty(), ClientContext.NO_REQUEST, Optional.empty());
    }

    /** The event of a user of whom it is required. */
    AuditEntry event(UserId user, Instant now) {
        AuditEntry plain = AuditEntry.success(AuditType.PASSWORD_CHANGE_REQUIRED, now, context)
                .about(user);
        AuditEntry entry = by.map(plain::by).orElse(plain);
        AuditEntry ofAccount = account.map(from ->
                        entry.account(from.id()).with("change", from.change().toString()))
                .orElse(entry);
        return reason.map(words -> ofAccount.withWords("reason", words)).orElse(ofAccount);
    }
}
