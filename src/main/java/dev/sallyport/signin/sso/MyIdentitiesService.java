package dev.sallyport.signin.sso;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.ActiveCaller;
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
    private final ActiveCaller active;
    private final SignInMethods methods;
    private final Notices notices;
    private final SsoLinks links;
    private final Clock clock;

    MyIdentitiesService(
            SsoIdentities identities,
            SsoIdentityRepository rows,
            ActiveCaller active,
            SignInMethods methods,
            Notices notices,
            SsoLinks links,
            Clock clock) {
        this.identities = identities;
        this.rows = rows;
        this.active = active;
        this.methods = methods;
        this.notices = notices;
        this.links = links;
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
        Transactions.call(() -> active.require(caller).then(user -> unlink(user, provider, context)))
                .orElseThrow();
    }

    private Outcome<Void> link(UserCaller caller, Optional<SsoAssertion> assertion, ClientContext context) {
        return active.require(caller).then(user -> link(user, assertion, context, clock.instant()));
    }

    private Outcome<Void> link(
            UserSnapshot user, Optional<SsoAssertion> assertion, ClientContext context, Instant now) {
        if (assertion.isEmpty() || !identities.link(assertion.get(), user.id(), context, now)) {
            return Outcome.refused(new ProblemException(ProblemType.INVALID_ID_TOKEN)
                    .detail("The token is not valid or was used before, or its subject is already linked."
                            + " Get a new ID token."));
        }
        Map<String, String> more =
                Map.of(Notices.SUBJECT, assertion.get().provider().id().toString());
        notices.notifyUser(user.recipient(context), MailKind.SSO_IDENTITY_LINKED, more, now);
        return Outcome.of(null);
    }

    private Outcome<Void> unlink(UserSnapshot user, ProviderId provider, ClientContext context) {
        if (!methods.remainWithout(provider, user.id())) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                    .detail("This is the user's only way to sign in. Set a password first."));
        }
        return links.remove(provider, user.id(), context, clock.instant())
                ? Outcome.of(null)
                : Outcome.refused(ProblemType.NOT_FOUND);
    }
}
