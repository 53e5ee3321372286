package dev.sallyport.signin.verification;

import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.passkey.PasskeyOptions;
import dev.sallyport.factors.passkey.PasskeyOptionsResponse;
import dev.sallyport.factors.passkey.PasskeySignIn;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.ActiveCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;

/** Issues passkey options for a challenge, a step-up, or a sign-in without a password. */
@ApplicationScoped
class PasskeyOptionsService {

    private final Challenges challenges;
    private final BlindChallenges blindChallenges;
    private final PasskeyOptions options;
    private final PasskeySignIn passwordless;
    private final ActiveCaller active;
    private final Clock clock;

    PasskeyOptionsService(
            Challenges challenges,
            BlindChallenges blindChallenges,
            PasskeyOptions options,
            PasskeySignIn passwordless,
            ActiveCaller active,
            Clock clock) {
        this.challenges = challenges;
        this.blindChallenges = blindChallenges;
        this.options = options;
        this.passwordless = passwordless;
        this.active = active;
        this.clock = clock;
    }

    /** No try is spent: the options say nothing about what will be answered. */
    @Transactional
    Outcome<PasskeyOptionsResponse> forChallenge(String challengeToken) {
        Instant now = clock.instant();
        return BlindChallenges.isBlindToken(challengeToken)
                ? blindChallenges
                        .find(challengeToken, now)
                        .map(challenge -> Outcome.of(options.forBlindChallenge(challenge.id(), now)))
                        .orElseGet(() -> Outcome.refused(SignInProblems.expired()))
                : challenges
                        .findOpen(challengeToken, now)
                        .map(challenge -> forChallenge(challenge, now))
                        .orElseGet(() -> Outcome.refused(SignInProblems.expired()));
    }

    private Outcome<PasskeyOptionsResponse> forChallenge(OpenChallenge challenge, Instant now) {
        return challenge.purpose() == ChallengePurpose.TWO_FACTOR
                ? Outcome.of(
                        options.forChallenge(challenge.id(), challenge.user().id(), now))
                : Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                        .detail("This challenge takes a code sent by email. Send that to /v1/sign-in/verify."));
    }

    /** Nothing is read or stored for it. */
    Outcome<PasskeyOptionsResponse> forPasswordless() {
        return passwordless.isOn()
                ? Outcome.of(options.forPasswordless(clock.instant()))
                : Outcome.refused(SignInProblems.passwordlessOff());
    }

    @Transactional
    Outcome<PasskeyOptionsResponse> forSession(UserCaller caller) {
        return active.require(caller)
                .map(user -> options.forSession(caller.sessionId(), user.id(), user.epoch(), clock.instant()));
    }
}
