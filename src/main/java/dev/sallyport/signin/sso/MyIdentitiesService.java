package dev.sallyport.signin.sso;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
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

/** Lists, links and unlinks the providers with which a user can sign in; only the user can do so. */
@ApplicationScoped
class MyIdentitiesService {

    private final SsoIdentities identities;
    private final SsoIdentityRepository rows;
    private final Users users;
    private final Sessions sessions;
    private final PasswordCredentials passwords;
    private final Notices notices;
    private final Audit audit;
    private final Clock clock;

    MyIdentitiesService(
            SsoIdentities identities,
            SsoIdentityRepository rows,
            Users users,
            Sessions sessions,
            PasswordCredentials passwords,
            Notices notices,
            Audit audit,
            Clock clock) {
        this.identities = identities;
        this.rows = rows;
        this.users = users;
        this.sessions = sessions;
        this.passwords = passwords;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    IdentityList list(UserId user) {
        return new IdentityList(Transactions.call(() -> rows.findOf(user)));
    }

    void link(UserCaller caller, LinkRequest request, ClientContext context) {
        Optional<SsoAssertion> assertion = identities.check(request.provider(), request.idToken(), request.nonce());
        Transactions.call(() -> link(caller, assertion, context)).orElseThrow();
    }

    void unlink(UserCaller caller, ProviderId provider, ClientContext context) {
        Transactions.call(() -> unlinkLocked(caller, provider, context)).orElseThrow();
    }

    private Outcome<Void> link(UserCaller caller, Optional<SsoAssertion> assertion, ClientContext context) {
        Instant now = clock.instant();
        Optional<UserSnapshot> user = users.lock(caller.userId())
                .filter(active -> sessions.lockLive(caller.sessionId(), active.id(), active.epoch()));
        if (user.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_AUTHENTICATED);
        }
        if (assertion.isEmpty() || !identities.link(assertion.get(), caller.userId(), context, now)) {
            return Outcome.refused(new ProblemException(ProblemType.INVALID_ID_TOKEN)
                    .detail("The token is not valid or was used before, or its subject is already linked to a user."));
        }
        Map<String, String> more =
                Map.of(Notices.SUBJECT, assertion.get().provider().id().toString());
        notices.notifyUser(user.get().recipient(context), MailKind.SSO_IDENTITY_LINKED, more, now);
        return Outcome.of(null);
    }

    private Outcome<Void> unlinkLocked(UserCaller caller, ProviderId provider, ClientContext context) {
        if (users.lock(caller.userId())
                .filter(active -> sessions.lockLive(caller.sessionId(), active.id(), active.epoch()))
                .isEmpty()) {
            return Outcome.refused(ProblemType.NOT_AUTHENTICATED);
        }
        if (passwords.find(caller.userId()).isEmpty()) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                    .detail("This is the user's only way to sign in. Set a password first."));
        }
        if (!rows.deleteOwned(provider, caller.userId())) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        audit.record(AuditEntry.success(AuditType.SSO_IDENTITY_UNLINKED, clock.instant(), context)
                .user(caller.userId())
                .with("provider", provider.toString()));
        return Outcome.of(null);
    }
}
