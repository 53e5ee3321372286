package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.Authenticator;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.ActiveCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Renames and removes authenticators of a user who has several. */
@ApplicationScoped
class AuthenticatorService {

    private final ActiveCaller active;
    private final Authenticators authenticators;
    private final AuthenticatorRemoval removal;
    private final Notices notices;
    private final Audit audit;
    private final Clock clock;

    AuthenticatorService(
            ActiveCaller active,
            Authenticators authenticators,
            AuthenticatorRemoval removal,
            Notices notices,
            Audit audit,
            Clock clock) {
        this.active = active;
        this.authenticators = authenticators;
        this.removal = removal;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    Outcome<AuthenticatorView> rename(
            UserCaller caller, AuthenticatorId authenticator, String name, ClientContext context) {
        Optional<Authenticator> renamed = authenticators.rename(
                authenticator, caller.userId(), caller.sessionId().value(), name);
        if (renamed.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        audit.record(AuditEntry.success(AuditType.AUTHENTICATOR_RENAMED, clock.instant(), context)
                .user(caller.userId())
                .with("authenticator", authenticator.toString()));
        return Outcome.of(AuthenticatorView.of(renamed.get()));
    }

    /**
     * Removes one of several authenticators. Open challenges become void, as after every change of factors; other
     * sessions that rest on its method end.
     */
    @Transactional
    Outcome<AuthenticatorId> remove(UserCaller caller, AuthenticatorId authenticator, ClientContext context) {
        return active.require(caller)
                .then(user -> remove(user, caller.sessionId(), authenticator, context, clock.instant()));
    }

    private Outcome<AuthenticatorId> remove(
            UserSnapshot user, SessionId session, AuthenticatorId authenticator, ClientContext context, Instant now) {
        return removal.remove(user, session, authenticator, now).map(removed -> {
            removed.ifPresent(mail -> notices.notifyUser(user.recipient(context), mail, now));
            audit.record(AuditEntry.success(AuditType.AUTHENTICATOR_REMOVED, now, context)
                    .user(user.id())
                    .with("authenticator", authenticator.toString()));
            return authenticator;
        });
    }
}
