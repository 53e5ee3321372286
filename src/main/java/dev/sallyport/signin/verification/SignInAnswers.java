package dev.sallyport.signin.verification;

import dev.sallyport.security.caller.Origin;
import dev.sallyport.sessions.session.OpenSession;
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
    SignInAnswer to(Step step, Origin origin) {
        return step.session()
                .<SignInAnswer>map(session -> signedIn(step, session, origin))
                .orElseGet(() -> step.answer().orElseThrow());
    }

    /** The answer to a step that has a session. */
    SignedIn signedIn(Step step, OpenSession session, Origin origin) {
        Step renewed = lastRecoveryCode.renewAfter(step, origin);
        return tokens.sign(session, renewed.notices(), renewed.recoveryCodes());
    }
}
