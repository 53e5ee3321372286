package dev.sallyport.signin.verification;

import dev.sallyport.base.problem.Outcome;
import dev.sallyport.factors.email.EmailCodeDelivery;
import dev.sallyport.policies.policy.Policies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;

/** Reads the state of an open challenge. Reading spends no try and changes nothing. */
@ApplicationScoped
class ChallengeService {

    private final Challenges challenges;
    private final SignInSubjectRepository subjects;
    private final Policies policies;
    private final EmailCodeDelivery delivery;
    private final Clock clock;

    ChallengeService(
            Challenges challenges,
            SignInSubjectRepository subjects,
            Policies policies,
            EmailCodeDelivery delivery,
            Clock clock) {
        this.challenges = challenges;
        this.subjects = subjects;
        this.policies = policies;
        this.delivery = delivery;
        this.clock = clock;
    }

    @Transactional
    Outcome<ChallengeView> view(String challengeToken, String address) {
        Instant now = clock.instant();
        return challenges
                .findOpen(challengeToken, now)
                .map(challenge -> Outcome.of(view(challenge, address, now)))
                .orElseGet(() -> Outcome.refused(SignInProblems.expired()));
    }

    private ChallengeView view(OpenChallenge challenge, String address, Instant now) {
        return challenge.purpose() == ChallengePurpose.DEVICE_VERIFICATION
                ? byEmail(challenge, address, now)
                : byFactor(challenge, now);
    }

    private ChallengeView byFactor(OpenChallenge challenge, Instant now) {
        return ChallengeView.byFactor(
                challenge,
                subjects.findMethods(challenge.user().id(), now),
                policies.of(challenge.user().id(), now).deviceTrust().allowed());
    }

    private ChallengeView byEmail(OpenChallenge challenge, String address, Instant now) {
        return ChallengeView.byEmail(
                challenge,
                delivery.progress(challenge.user().id(), challenge.id(), challenge.mailKind(), address, now));
    }
}
