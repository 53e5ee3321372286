package dev.sallyport.signin.verification;

import dev.sallyport.base.cookie.CookieToken;
import dev.sallyport.sessions.session.SessionGrant;
import dev.sallyport.sessions.session.SignInNotice;
import dev.sallyport.sessions.session.SignInResponse;
import dev.sallyport.sessions.session.SignedInResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a step of a sign-in leads to once it is committed: exactly one of these, and no other is possible. */
sealed interface SignInResult {

    /** The same with the token of a device that was just trusted, where the answer has a place for it. */
    SignInResult withDevice(CookieToken token);

    /**
     * The answer to the client.
     *
     * @param sign signs the tokens of a session; it is called only where there is one
     */
    SignInResponse answer(Function<Complete, SignedInResponse> sign);

    /**
     * The user is signed in. The session is committed, and its tokens are still to be signed.
     *
     * @param recoveryCodes a new set, where the last code of the old one was used; shown this once
     */
    record Complete(SessionGrant session, List<SignInNotice> notices, Optional<List<String>> recoveryCodes)
            implements SignInResult {

        Complete(SessionGrant session, List<SignInNotice> notices) {
            this(session, notices, Optional.empty());
        }

        @Override
        public Complete withDevice(CookieToken token) {
            return new Complete(session.withDeviceToken(Optional.of(token)), notices, recoveryCodes);
        }

        /** The same with a new set of codes: the notice that none is left is no longer true. */
        Complete withRecoveryCodes(List<String> fresh) {
            List<SignInNotice> others = notices.stream()
                    .filter(notice -> !notice.isOfLastRecoveryCode())
                    .toList();
            return new Complete(session, others, Optional.of(fresh));
        }

        /** Whether the last recovery code of a set was used. */
        boolean usedLastRecoveryCode() {
            return notices.stream().anyMatch(SignInNotice::isOfLastRecoveryCode);
        }

        @Override
        public SignedInResponse answer(Function<Complete, SignedInResponse> sign) {
            return sign.apply(this);
        }

        @Override
        public String toString() {
            return "Complete"; // a code must not reach a log
        }
    }

    /** The challenge must be answered with a code first. No device is trusted before that. */
    record CodeRequired(ChallengeRequired challenge) implements SignInResult {

        @Override
        public CodeRequired withDevice(CookieToken token) {
            return this;
        }

        @Override
        public ChallengeRequired answer(Function<Complete, SignedInResponse> sign) {
            return challenge;
        }
    }

    /** A policy requires the user to set up a second factor first. */
    record SetUpRequired(EnrollmentRequired enrollment) implements SignInResult {

        @Override
        public SetUpRequired withDevice(CookieToken token) {
            return new SetUpRequired(enrollment.withDeviceToken(token));
        }

        @Override
        public EnrollmentRequired answer(Function<Complete, SignedInResponse> sign) {
            return enrollment;
        }
    }
}
