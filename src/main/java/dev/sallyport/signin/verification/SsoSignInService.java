package dev.sallyport.signin.verification;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.signin.sso.SsoAssertion;
import dev.sallyport.signin.sso.SsoIdentities;
import dev.sallyport.signin.sso.SsoUser;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The first step with an identity provider: the token is validated while no connection is held, since the provider's
 * keys may have to be fetched, and consumed in one short transaction.
 *
 * <p>An unknown provider, an invalid or used token and an unknown subject all get the same response.
 */
@ApplicationScoped
class SsoSignInService {

    private final SsoIdentities identities;
    private final SignInLimit limit;
    private final SignInSubjects subjects;
    private final FirstStepCompletion completion;
    private final Audit audit;
    private final Clock clock;

    SsoSignInService(
            SsoIdentities identities,
            SignInLimit limit,
            SignInSubjects subjects,
            FirstStepCompletion completion,
            Audit audit,
            Clock clock) {
        this.identities = identities;
        this.limit = limit;
        this.subjects = subjects;
        this.completion = completion;
        this.audit = audit;
        this.clock = clock;
    }

    SignInResult signIn(SsoSignInRequest request, ClientContext context) {
        Transactions.call(() -> limit.spend(context, clock.instant())).orElseThrow();
        Optional<SsoAssertion> assertion = provider(request.provider())
                .flatMap(provider -> identities.check(provider, request.idToken(), request.nonce()));
        return Transactions.call(() -> continueSignIn(assertion, request, context))
                .orElseThrow();
    }

    private Outcome<SignInResult> continueSignIn(
            Optional<SsoAssertion> assertion, SsoSignInRequest request, ClientContext context) {
        Instant now = clock.instant();
        Optional<SsoUser> user = assertion.flatMap(good -> identities.redeem(good, context, now));
        if (user.isEmpty()) {
            audit.record(
                    AuditEntry.refused(AuditType.AUTHN_LOGIN_FAIL, now, context).with("step", "sso"));
            return Outcome.refused(new ProblemException(ProblemType.INVALID_ID_TOKEN)
                    .detail("The provider or its token is not accepted, or no user is linked to its subject."
                            + " Get a new ID token."));
        }
        return continueSignIn(user.get(), request, context, now);
    }

    private Outcome<SignInResult> continueSignIn(
            SsoUser user, SsoSignInRequest request, ClientContext context, Instant now) {
        PresentedDevice device = subjects.present(request.deviceToken(), request.deviceName());
        SignInSubject subject =
                subjects.find(user.user().id(), device, context, now).orElseThrow();
        return completion.afterSso(user, subject, context, now);
    }

    private static Optional<ProviderId> provider(String text) {
        try {
            return Optional.of(ProviderId.fromString(text));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}
