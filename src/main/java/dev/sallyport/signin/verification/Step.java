package dev.sallyport.signin.verification;

import dev.sallyport.base.browser.LastingToken;
import dev.sallyport.sessions.session.OpenSession;
import dev.sallyport.sessions.session.SignInAnswer;
import dev.sallyport.sessions.session.SignInNotice;
import java.util.List;
import java.util.Optional;

/**
 * Where a sign-in stands after the commit: a session whose tokens are still to be signed, or another answer.
 */
record Step(
        Optional<OpenSession> session,
        List<SignInNotice> notices,
        Optional<List<String>> recoveryCodes,
        Optional<SignInAnswer> answer) {

    static Step signedIn(OpenSession session, List<SignInNotice> notices) {
        return new Step(Optional.of(session), notices, Optional.empty(), Optional.empty());
    }

    /** The device was just trusted: its token goes along with whatever is answered. */
    Step withDevice(LastingToken token) {
        return new Step(
                session.map(open -> open.withDeviceToken(Optional.of(token))),
                notices,
                recoveryCodes,
                answer.map(other ->
                        other instanceof EnrollmentRequired enrollment ? enrollment.withDeviceToken(token) : other));
    }

    /** A new set was made: it is shown with the answer. */
    Step withRecoveryCodes(List<String> fresh) {
        return new Step(session, notices, Optional.of(fresh), answer);
    }

    /** Whether it was passed by the last recovery code of a set. */
    boolean usedLastRecoveryCode() {
        return notices.stream().anyMatch(SignInNotice::isOfLastRecoveryCode);
    }

    @Override
    public String toString() {
        return "Step"; // a code must not reach a log
    }

    static Step unfinished(SignInAnswer answer) {
        return new Step(Optional.empty(), List.of(), Optional.empty(), Optional.of(answer));
    }
}
