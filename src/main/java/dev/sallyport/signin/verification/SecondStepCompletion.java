package dev.sallyport.signin.verification;

import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.factors.factor.ChallengeBinding;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.policies.policy.Requirement;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import dev.sallyport.sessions.device.NewDevice;
import dev.sallyport.sessions.session.Amr;
import dev.sallyport.sessions.session.NewSession;
import dev.sallyport.sessions.session.SessionUser;
import dev.sallyport.sessions.session.SignInNotice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Completes a sign-in after a correct code. */
@ApplicationScoped
class SecondStepCompletion {

    private final DeviceTrustService deviceTrust;
    private final Policies policies;
    private final RecoverySignIn recovery;
    private final SignInCompletion completion;

    SecondStepCompletion(
            DeviceTrustService deviceTrust, Policies policies, RecoverySignIn recovery, SignInCompletion completion) {
        this.deviceTrust = deviceTrust;
        this.policies = policies;
        this.recovery = recovery;
        this.completion = completion;
    }

    /**
     * The code was correct, and the challenge is closed.
     *
     * @param amr what the code adds to {@code amr}
     */
    @Transactional(Transactional.TxType.MANDATORY)
    SignInResult afterCode(
            OpenChallenge challenge, VerifyRequest request, List<String> amr, ClientContext context, Instant now) {
        List<String> proved = Amr.withFirst(challenge.first().amr(), amr);
        return switch (request.method().role()) {
            case MAILBOX -> afterDeviceVerification(challenge, request.deviceName(), proved, context, now);
            case SECOND_FACTOR ->
                enrollmentDue(challenge, proved, now)
                        .orElseGet(() -> afterSecondFactor(challenge, request, proved, List.of(), context, now));
            case BACKUP -> {
                List<SignInNotice> notices = recovery.recoveryCodeUsed(challenge, context, now);
                yield enrollmentDue(challenge, proved, now)
                        .orElseGet(() -> afterSecondFactor(challenge, request, proved, notices, context, now));
            }
            case RESET -> afterPaperKey(challenge, proved, context, now);
            case TEMPORARY -> {
                recovery.accessCodeUsed(challenge, context, now);
                yield enrollmentDue(challenge, proved, now)
                        .orElseGet(() -> afterAccessCode(challenge, proved, context, now));
            }
        };
    }

    /**
     * The set-up that is required first if an account has forbidden the user's second factor since it was set up.
     */
    private Optional<SignInResult> enrollmentDue(OpenChallenge challenge, List<String> proved, Instant now) {
        return challenge.policySatisfied()
                ? Optional.empty()
                : Optional.of(completion.enrollmentRequired(
                        challenge.user().id(),
                        challenge.binding(),
                        challenge.first().withFirstOf(proved),
                        now));
    }

    private SignInResult.Complete afterSecondFactor(
            OpenChallenge challenge,
            VerifyRequest request,
            List<String> proved,
            List<SignInNotice> notices,
            ClientContext context,
            Instant now) {
        SessionUser user = challenge.user();
        return deviceTrust
                .afterSecondFactor(challenge, request, context, now)
                .map(device -> completion
                        .signedIn(
                                new NewSession(
                                        user, AssuranceLevel.TWO_FACTOR, proved, Optional.of(device.id()), context),
                                Optional.empty(),
                                notices,
                                now)
                        .withDevice(device.token()))
                .orElseGet(() -> completion.signedIn(
                        new NewSession(
                                user,
                                AssuranceLevel.TWO_FACTOR,
                                proved,
                                challenge.device().map(DeviceTokenHandle::id),
                                context),
                        challenge.device(),
                        notices,
                        now));
    }

    /** The device is trusted, whatever else is required. */
    private SignInResult afterDeviceVerification(
            OpenChallenge challenge, String deviceName, List<String> proved, ClientContext context, Instant now) {
        SessionUser user = challenge.user();
        NewDevice device = deviceTrust.afterEmailCode(challenge, deviceName, context, now);
        return withoutFactor(challenge, user, proved, Optional.of(device.id()), context, now)
                .withDevice(device.token());
    }

    /** The key has removed every factor, so the sign-in continues like one without a factor. */
    private SignInResult afterPaperKey(
            OpenChallenge challenge, List<String> proved, ClientContext context, Instant now) {
        SessionUser user = recovery.paperKeyUsed(challenge, context, now);
        return withoutFactor(challenge, user, proved, Optional.empty(), context, now);
    }

    /** No device is trusted or recognized: the next sign-in needs what the user sets up now. */
    private SignInResult afterAccessCode(
            OpenChallenge challenge, List<String> proved, ClientContext context, Instant now) {
        return completion.signedIn(
                new NewSession(challenge.user(), AssuranceLevel.TWO_FACTOR, proved, Optional.empty(), context),
                Optional.empty(),
                List.of(),
                now);
    }

    private SignInResult withoutFactor(
            OpenChallenge challenge,
            SessionUser user,
            List<String> amr,
            Optional<DeviceId> device,
            ClientContext context,
            Instant now) {
        Requirement requirement = policies.of(user.id(), now).requirement();
        SignInDecision decision = SignInDecision.of(SignInFacts.withoutFactor(requirement, now));
        if (decision == SignInDecision.ENROLLMENT_REQUIRED) {
            return completion.enrollmentRequired(
                    user.id(),
                    new ChallengeBinding(user.epoch(), challenge.locks()),
                    challenge.first().withFirstOf(amr),
                    now);
        }
        return completion.signedIn(
                new NewSession(user, AssuranceLevel.ONE_FACTOR, amr, device, context),
                Optional.empty(),
                SignInCompletion.notices(decision, requirement),
                now);
    }
}
