package dev.sallyport.selfservice.profile;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.PasswordReauthentication;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.email.EmailCodeDelivery;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.MailOutbox;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Begins the change of an email address: a code goes to the new one, and nothing changes before it is entered in the
 * session. A link would not be safe: with a mistyped address, a stranger could confirm it.
 */
@ApplicationScoped
class EmailChangeService {

    private final PasswordReauthentication proof;
    private final EmailChangeRepository rows;
    private final EmailCodeDelivery delivery;
    private final MailOutbox outbox;
    private final ProfileConfig config;
    private final Users users;
    private final Sessions sessions;
    private final Audit audit;
    private final Clock clock;

    EmailChangeService(
            PasswordReauthentication proof,
            EmailChangeRepository rows,
            EmailCodeDelivery delivery,
            MailOutbox outbox,
            ProfileConfig config,
            Users users,
            Sessions sessions,
            Audit audit,
            Clock clock) {
        this.proof = proof;
        this.rows = rows;
        this.delivery = delivery;
        this.outbox = outbox;
        this.config = config;
        this.users = users;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    EmailChangeStarted start(UserCaller caller, ChangeEmailRequest request, ClientContext context) {
        EmailAddress email = EmailAddress.parse(request.email()).orElseThrow();
        proof.require(caller.userId(), request.password(), context);
        return Transactions.call(() -> open(caller, email, context)).orElseThrow();
    }

    private Outcome<EmailChangeStarted> open(UserCaller caller, EmailAddress email, ClientContext context) {
        Instant now = clock.instant();
        Optional<UserSnapshot> user = users.lock(caller.userId())
                .filter(active -> sessions.lockLive(caller.sessionId(), active.id(), active.epoch()));
        if (user.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_AUTHENTICATED);
        }
        EmailChange change = new EmailChange(
                caller.userId(), caller.sessionId(), email, user.get().epoch(), now.plus(config.emailChangeLifetime()));
        rows.forget(caller.userId());
        audit.record(AuditEntry.success(AuditType.EMAIL_CHANGE_REQUESTED, now, context)
                .user(caller.userId()));
        // Over the limits there is no mail, and so no code to be guessed at.
        Optional<Instant> limitedUntil = delivery.spend(caller.userId(), context.address(), now);
        if (limitedUntil.isEmpty()) {
            rows.persist(change);
            // An address that another user has gets no mail, and the response does not reveal it.
            if (users.find(email.value()).isEmpty()) {
                send(user.get(), change, context, now);
            }
        }
        return Outcome.of(new EmailChangeStarted(
                change.expiresAt(), limitedUntil.isPresent() ? "limited" : null, limitedUntil.orElse(null)));
    }

    private void send(UserSnapshot user, EmailChange change, ClientContext context, Instant now) {
        outbox.add(
                new QueuedMail(
                        user.id(),
                        MailKind.EMAIL_CHANGE,
                        change.email().value(),
                        context.languageFor(user.locale()),
                        Map.of(Notices.REFERENCE, change.id().toString()),
                        change.expiresAt()),
                now);
    }
}
