package dev.sallyport.signin.verification;

import dev.sallyport.base.browser.CookieToken;
import dev.sallyport.sessions.session.SessionGrant;
import dev.sallyport.sessions.session.SignInResponse;
import dev.sallyport.sessions.session.SignedInResponse;
import java.util.List;
import java.util.Optional;

/** The state of a sign-in after the commit: a session whose tokens are not yet signed, or another response. */
record Step(
        Optional<SessionGrant> session,
        List<SignedInResponse.Notice> notices,
        Optional<List<String>> recoveryCodes,
        Optional<SignInResponse> answer) {

    static Step signedIn(SessionGrant session, List<SignedInResponse.Notice> notices) {
        return new Step(Optional.of(session), notices, Optional.empty(), Optional.empty());
    }

    /** The device was just trusted: its token is added to the response. */
    Step withDevice(CookieToken token) {
        return new Step(
                session.map(open -> open.withDeviceToken(Optional.of(token))),
                notices,
                recoveryCodes,
                answer.map(other ->
                        other instanceof EnrollmentRequired enrollment ? enrollment.withDeviceToken(token) : other));
    }

    /** A new set was created: it is returned with the response. */
    Step withRecoveryCodes(List<String> fresh) {
        return new Step(session, notices, Optional.of(fresh), answer);
    }

    /** Whether it was passed by the last recovery code of a set. */
    boolean usedLastRecoveryCode() {
        return notices.stream().anyMatch(SignedInResponse.Notice::isOfLastRecoveryCode);
    }

    @Override
    public String toString() {
        return "Step"; // a code must not reach a log
    }

    static Step unfinished(SignInResponse answer) {
        return new Step(Optional.empty(), List.of(), Optional.empty(), Optional.of(answer));
    }
}
