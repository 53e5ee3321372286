package dev.sallyport.signin.verification;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.ChallengeBinding;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.policies.policy.Requirement;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.session.NewSession;
import dev.sallyport.sessions.session.SessionGrant;
import dev.sallyport.sessions.session.Sessions;
import dev.sallyport.sessions.session.SignInNotice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The end of a sign-in: its session, or what must be set up before there is one. */
@ApplicationScoped
class SignInCompletion {

    private final Challenges challenges;
    private final OfferedMethods offered;
    private final Sessions sessions;
    private final Devices devices;
    private final Policies policies;
    private final SignInAudit trail;

    SignInCompletion(
            Challenges challenges,
            OfferedMethods offered,
            Sessions sessions,
            Devices devices,
            Policies policies,
            SignInAudit trail) {
        this.challenges = challenges;
        this.offered = offered;
        this.sessions = sessions;
        this.devices = devices;
        this.policies = policies;
        this.trail = trail;
    }

    /** A second step follows. */
    @Transactional(Transactional.TxType.MANDATORY)
    ChallengeRequired twoFactorRequired(
            SignInSubject subject, FirstFactor first, Optional<DeviceTokenHandle> device, Instant now) {
        List<FactorMethod> methods = offered.of(subject.user().id(), subject.methods(), now);
        return challenges.openTwoFactor(subject, methods, first, device, now);
    }

    /**
     * The user is signed in: the session begins.
     *
     * @param device that is recognized; its token is replaced
     */
    @Transactional(Transactional.TxType.MANDATORY)
    SignInResult.Complete signedIn(
            NewSession start, Optional<DeviceTokenHandle> device, List<SignInNotice> notices, Instant now) {
        SessionGrant session = sessions.begin(start, now, begun -> {
            trail.signedIn(start, begun, now);
            return begun.withDeviceToken(
                    device.flatMap(shown -> devices.successor(start.user().id(), shown, start.context(), now)));
        });
        return new SignInResult.Complete(session, notices);
    }

    /** A second factor must be set up first. */
    @Transactional(Transactional.TxType.MANDATORY)
    SignInResult enrollmentRequired(UserId user, ChallengeBinding binding, FirstFactor first, Instant now) {
        return new SignInResult.SetUpRequired(
                challenges.openEnrollment(user, binding, first, policies.addable(user, now), now));
    }

    /** What a decision tells the user who is signed in by it. */
    static List<SignInNotice> notices(SignInDecision decision, Requirement requirement) {
        return decision == SignInDecision.SIGNED_IN_ENROLLMENT_DUE
                ? List.of(new SignInNotice.EnrollmentDue(requirement.dueAt().orElseThrow()))
                : List.of();
    }
}
