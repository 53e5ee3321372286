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
 * A demand of a new password.
 *
 * @param at when it was made: passwords that were set later are not meant
 * @param account of whose members it is made
 * @param by who makes it; of an account, only the event of the account says so
 * @param reason of an operator
 */
record PasswordDemand(
        Instant at,
        Optional<OfAccount> account,
        Optional<Principal> by,
        ClientContext context,
        Optional<String> reason) {

    /**
     * Of the members of an account.
     *
     * @param demand the id that the event of the account and those of its members share
     * @param name what the mails call the account
     */
    record OfAccount(AccountId id, UUID demand, String name) {}

    /** Of one user. */
    static PasswordDemand of(Principal by, ClientContext context, Optional<String> reason, Instant at) {
        return new PasswordDemand(at, Optional.empty(), Optional.of(by), context, reason);
    }

    /** Of the members of an account. */
    static PasswordDemand of(OfAccount account, Instant at) {
        return new PasswordDemand(
                at, Optional.of(account), Optional.empty(), ClientContext.NO_REQUEST, Optional.empty());
    }

    /** The event of a user of whom it was made. */
    AuditEntry event(UserId user, Instant now) {
        AuditEntry plain = AuditEntry.success(AuditType.PASSWORD_CHANGE_REQUIRED, now, context)
                .about(user);
        AuditEntry entry = by.map(plain::by).orElse(plain);
        AuditEntry ofAccount = account.map(from ->
                        entry.account(from.id()).with("demand", from.demand().toString()))
                .orElse(entry);
        return reason.map(words -> ofAccount.withWords("reason", words)).orElse(ofAccount);
    }
}
