package dev.sallyport.signin.verification;

import dev.sallyport.base.ids.UserId;
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
    private final OfferedMethods offered;
    private final Policies policies;
    private final EmailCodeDelivery delivery;
    private final Clock clock;

    ChallengeService(
            Challenges challenges,
            SignInSubjectRepository subjects,
            OfferedMethods offered,
            Policies policies,
            EmailCodeDelivery delivery,
            Clock clock) {
        this.challenges = challenges;
        this.subjects = subjects;
        this.offered = offered;
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
        UserId user = challenge.user().id();
        return ChallengeView.byFactor(
                challenge,
                offered.of(user, subjects.findMethods(user, now), now),
                policies.of(user, now).deviceTrust().allowed());
    }

    private ChallengeView byEmail(OpenChallenge challenge, String address, Instant now) {
        return ChallengeView.byEmail(
                challenge,
                delivery.progress(challenge.user().id(), challenge.id(), challenge.mailKind(), address, now));
    }
}
