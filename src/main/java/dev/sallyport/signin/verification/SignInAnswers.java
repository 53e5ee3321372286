package dev.sallyport.signin.verification;

import dev.sallyport.security.caller.Origin;
import dev.sallyport.sessions.session.SessionTokens;
import dev.sallyport.sessions.session.SignInAnswer;
import dev.sallyport.sessions.session.SignedIn;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the answer to a step that is committed: tokens are signed, and used-up recovery codes are renewed. */
@ApplicationScoped
class SignInAnswers {

    private final LastRecoveryCode lastRecoveryCode;
    private final SessionTokens tokens;

    SignInAnswers(LastRecoveryCode lastRecoveryCode, SessionTokens tokens) {
        this.lastRecoveryCode = lastRecoveryCode;
        this.tokens = tokens;
    }

    /** Signs after the commit: if that fails there is a session without tokens, never tokens without a session. */
    SignInAnswer to(SignInResult result, Origin origin) {
        return result.answer(signedIn -> signedIn(signedIn, origin));
    }

    /** The answer to a step that has a session. */
    SignedIn signedIn(SignInResult.Complete signedIn, Origin origin) {
        SignInResult.Complete renewed = lastRecoveryCode.renewAfter(signedIn, origin);
        return tokens.sign(renewed.session(), renewed.notices(), renewed.recoveryCodes());
    }
}
