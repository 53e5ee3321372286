package dev.sallyport.selfservice.emailchange;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.password.PasswordReauthentication;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.ActiveCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Begins the change of an email address: a code goes to the new one, and nothing changes before it is entered in the
 * session. A link would not be safe: with a mistyped address, a stranger could confirm it.
 */
@ApplicationScoped
class EmailChangeService {

    private final PasswordReauthentication proof;
    private final EmailChangeRepository rows;
    private final EmailChangeCodes codes;
    private final EmailChangeConfig config;
    private final ActiveCaller active;
    private final Audit audit;
    private final Clock clock;

    EmailChangeService(
            PasswordReauthentication proof,
            EmailChangeRepository rows,
            EmailChangeCodes codes,
            EmailChangeConfig config,
            ActiveCaller active,
            Audit audit,
            Clock clock) {
        this.proof = proof;
        this.rows = rows;
        this.codes = codes;
        this.config = config;
        this.active = active;
        this.audit = audit;
        this.clock = clock;
    }

    EmailChangeStarted start(UserCaller caller, ChangeEmailRequest request, ClientContext context) {
        EmailAddress email = EmailAddress.parse(request.email()).orElseThrow();
        proof.require(caller.userId(), request.password(), context);
        return Transactions.call(() -> active.require(caller)
                        .map(user -> open(user, caller.sessionId(), email, context, clock.instant())))
                .orElseThrow();
    }

    private EmailChangeStarted open(
            UserSnapshot user, SessionId session, EmailAddress email, ClientContext context, Instant now) {
        EmailChange change =
                new EmailChange(user.id(), session, email, user.epoch(), now.plus(config.emailChangeLifetime()));
        rows.forget(user.id());
        audit.record(AuditEntry.success(AuditType.EMAIL_CHANGE_REQUESTED, now, context)
                .user(user.id()));
        // Over the limits there is no mail, and so no code to be guessed at.
        Optional<Instant> limitedUntil = codes.spend(user, context, now);
        if (limitedUntil.isEmpty()) {
            rows.persist(change);
            codes.send(user, change, context, now);
        }
        return new EmailChangeStarted(
                change.expiresAt(), limitedUntil.isPresent() ? "limited" : null, limitedUntil.orElse(null));
    }
}
