package dev.sallyport.signin.verification;

import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.session.SessionTokens;
import dev.sallyport.sessions.session.SignInResponse;
import dev.sallyport.sessions.session.SignedInResponse;
import jakarta.enterprise.context.ApplicationScoped;

/** Creates the response to a committed step: signs the tokens, and renews used-up recovery codes. */
@ApplicationScoped
class SignInResponses {

    private final LastRecoveryCode lastRecoveryCode;
    private final SessionTokens tokens;

    SignInResponses(LastRecoveryCode lastRecoveryCode, SessionTokens tokens) {
        this.lastRecoveryCode = lastRecoveryCode;
        this.tokens = tokens;
    }

    /** Signs after the commit: if that fails there is a session without tokens, never tokens without a session. */
    SignInResponse to(SignInResult result, ClientContext context) {
        return result.answer(signedIn -> signedIn(signedIn, context));
    }

    /** The answer to a step that has a session. */
    SignedInResponse signedIn(SignInResult.Complete signedIn, ClientContext context) {
        SignInResult.Complete renewed = lastRecoveryCode.renewAfter(signedIn, context);
        return tokens.sign(renewed.session(), renewed.notices(), renewed.recoveryCodes());
    }
}
