package dev.sallyport.signin.verification;

import dev.sallyport.base.cookie.CookieToken;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.ThrottleState;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.policies.policy.Requirement;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.device.NewDevice;
import dev.sallyport.sessions.session.Amr;
import dev.sallyport.sessions.session.NewSession;
import dev.sallyport.sessions.session.SessionGrant;
import dev.sallyport.sessions.session.SessionUser;
import dev.sallyport.sessions.session.Sessions;
import dev.sallyport.sessions.session.SignInNotice;
import dev.sallyport.signin.sso.SsoUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Continues a sign-in after a completed step: to the next step, or to its session. */
@ApplicationScoped
class SignInCompletion {

    private final Challenges challenges;
    private final Sessions sessions;
    private final Devices devices;
    private final DeviceTrustService admission;
    private final Policies policies;
    private final RecoverySignIn wayBack;
    private final SignInAudit trail;

    SignInCompletion(
            Challenges challenges,
            Sessions sessions,
            Devices devices,
            DeviceTrustService admission,
            Policies policies,
            RecoverySignIn wayBack,
            SignInAudit trail) {
        this.challenges = challenges;
        this.sessions = sessions;
        this.devices = devices;
        this.admission = admission;
        this.policies = policies;
        this.wayBack = wayBack;
        this.trail = trail;
    }

    /** The password was correct. */
    @Transactional(Transactional.TxType.MANDATORY)
    SignInResult afterPassword(SignInSubject subject, ClientContext context, Instant now) {
        endCopied(subject, context, now);
        NewSession start =
                start(subject.user(), AssuranceLevel.ONE_FACTOR, Amr.PASSWORD_ONLY, Optional.empty(), context);
        return afterFirstFactor(subject, start, now);
    }

    /** The first step of every sign-in whose first factor was right: an old token of a device ends the trust in it. */
    private void endCopied(SignInSubject subject, ClientContext context, Instant now) {
        subject.device()
                .copied()
                .ifPresent(copy -> devices.endCopied(copy.id(), subject.recipient(context), context, now));
    }

    /**
     * The first factor was correct, whatever it was.
     *
     * @param start of the session, if nothing more is required
     */
    private SignInResult afterFirstFactor(SignInSubject subject, NewSession start, Instant now) {
        ClientContext context = start.context();
        SessionUser user = subject.user();
        Optional<DeviceTokenHandle> device = admission.stillTrusted(subject, now);
        Requirement requirement = subject.policy().requirement();
        boolean skips = subject.deviceSkipsSecondFactor(now) && subject.policy().satisfied();
        SignInDecision decision = SignInDecision.of(
                new SignInFacts(subject.authenticatorBound(), device.isPresent(), skips, requirement, now));
        ChallengeReason reason = ChallengeReason.of(subject.device().recognition(), device.isPresent());
        return switch (decision) {
            case TWO_FACTOR ->
                opened(challenges.openTwoFactor(subject, start.amr(), device, now), user, reason, context, now);
            case DEVICE_VERIFICATION ->
                opened(
                        challenges.openDeviceVerification(subject, start.amr(), context, now),
                        user,
                        reason,
                        context,
                        now);
            case ENROLLMENT_REQUIRED -> enrollmentRequired(user.id(), subject.standing(), start.amr(), now);
            case SIGNED_IN, SIGNED_IN_ENROLLMENT_DUE ->
                signedIn(start.on(device.map(DeviceTokenHandle::id)), device, notices(decision, requirement), now);
        };
    }

    /**
     * An identity provider has identified the user: this completes the sign-in. It counts as a first factor if the
     * provider is not exempt, or another account of the user requires a second factor now.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    SignInResult afterSso(SsoUser sso, SignInSubject subject, ClientContext context, Instant now) {
        endCopied(subject, context, now);
        NewSession start = new NewSession(
                subject.user(),
                AssuranceLevel.ONE_FACTOR,
                sso.amr(),
                Optional.empty(),
                context,
                Optional.of(sso.authTime()),
                sso.word());
        boolean spared = sso.exempt()
                && !(subject.policy().requirement().isDue(now)
                        && policies.areDueBeside(sso.account(), subject.user().id(), now));
        return spared ? completeOn(subject, start, now) : afterFirstFactor(subject, start, now);
    }

    /**
     * A passkey has proved both factors.
     *
     * @param amr what it proved
     */
    @Transactional(Transactional.TxType.MANDATORY)
    SignInResult afterPasskey(SignInSubject subject, List<String> amr, ClientContext context, Instant now) {
        endCopied(subject, context, now);
        NewSession start = start(subject.user(), AssuranceLevel.TWO_FACTOR, amr, Optional.empty(), context);
        return subject.policy().satisfied()
                ? completeOn(subject, start, now)
                : enrollmentRequired(subject.user().id(), subject.standing(), amr, now);
    }

    /** The sign-in is complete. The owner is notified if the device was not recognised. */
    private SignInResult.Complete completeOn(SignInSubject subject, NewSession start, Instant now) {
        Optional<DeviceTokenHandle> known = subject.device().recognised();
        if (known.isPresent()) {
            return signedIn(start.on(known.map(DeviceTokenHandle::id)), known, List.of(), now);
        }
        boolean first = sessions.lastBegun(subject.user().id()).isEmpty();
        NewDevice device = admission.afterSingleStep(subject, first, start.context(), now);
        return signedIn(start.on(Optional.of(device.id())), Optional.empty(), List.of(), now)
                .withDevice(device.token());
    }

    /**
     * The code was correct, and the challenge is closed.
     *
     * @param amr what the code adds to {@code amr}
     */
    @Transactional(Transactional.TxType.MANDATORY)
    SignInResult afterCode(
            OpenChallenge challenge, VerifyRequest request, List<String> amr, ClientContext context, Instant now) {
        List<String> proved = Amr.begunWith(challenge.firstAmr(), amr);
        return switch (request.method().role()) {
            case MAILBOX -> afterDeviceVerification(challenge, request.deviceName(), proved, context, now);
            case SECOND_FACTOR ->
                enrollmentDue(challenge, proved, now)
                        .orElseGet(() -> afterSecondFactor(challenge, request, proved, List.of(), context, now));
            case BACKUP -> {
                List<SignInNotice> notices = wayBack.recoveryCodeUsed(challenge, context, now);
                yield enrollmentDue(challenge, proved, now)
                        .orElseGet(() -> afterSecondFactor(challenge, request, proved, notices, context, now));
            }
            case RESET -> afterPaperKey(challenge, proved, context, now);
            case TEMPORARY -> {
                wayBack.accessCodeUsed(challenge, context, now);
                yield enrollmentDue(challenge, proved, now)
                        .orElseGet(() -> afterAccessCode(challenge, proved, context, now));
            }
        };
    }

    /**
     * What a user must do first who has no second factor that an account allows which requires one now: the one at hand
     * was forbidden since it was set up.
     */
    private Optional<SignInResult> enrollmentDue(OpenChallenge challenge, List<String> proved, Instant now) {
        return challenge.policySatisfied()
                ? Optional.empty()
                : Optional.of(
                        enrollmentRequired(challenge.user().id(), challenge.standing(), Amr.firstOf(proved), now));
    }

    private SignInResult enrollmentRequired(UserId user, ThrottleState standing, List<String> first, Instant now) {
        return new SignInResult.SetUpRequired(
                challenges.openEnrollment(user, standing, first, policies.addable(user, now), now));
    }

    private SignInResult.Complete afterSecondFactor(
            OpenChallenge challenge,
            VerifyRequest request,
            List<String> proved,
            List<SignInNotice> notices,
            ClientContext context,
            Instant now) {
        SessionUser user = challenge.user();
        return admission
                .afterSecondFactor(challenge, request, context, now)
                .map(device -> signedIn(
                                new NewSession(
                                        user, AssuranceLevel.TWO_FACTOR, proved, Optional.of(device.id()), context),
                                Optional.empty(),
                                notices,
                                now)
                        .withDevice(device.token()))
                .orElseGet(() -> signedIn(
                        start(user, AssuranceLevel.TWO_FACTOR, proved, challenge.device(), context),
                        challenge.device(),
                        notices,
                        now));
    }

    /** The device is trusted, whatever else is required. */
    private SignInResult afterDeviceVerification(
            OpenChallenge challenge, String deviceName, List<String> proved, ClientContext context, Instant now) {
        SessionUser user = challenge.user();
        NewDevice device = admission.afterEmailCode(challenge, deviceName, context, now);
        return withoutFactor(challenge, user, proved, Optional.of(device.id()), context, now)
                .withDevice(device.token());
    }

    /** The key has removed every factor, so the sign-in continues like one without a factor. */
    private SignInResult afterPaperKey(
            OpenChallenge challenge, List<String> proved, ClientContext context, Instant now) {
        SessionUser user = wayBack.paperKeyUsed(challenge, context, now);
        return withoutFactor(challenge, user, proved, Optional.empty(), context, now);
    }

    /** No device is trusted or recognised: the next sign-in needs what the user sets up now. */
    private SignInResult afterAccessCode(
            OpenChallenge challenge, List<String> proved, ClientContext context, Instant now) {
        return signedIn(
                start(challenge.user(), AssuranceLevel.TWO_FACTOR, proved, Optional.empty(), context),
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
        SignInDecision decision = SignInDecision.of(new SignInFacts(false, true, false, requirement, now));
        if (decision == SignInDecision.ENROLLMENT_REQUIRED) {
            return enrollmentRequired(
                    user.id(), new ThrottleState(user.epoch(), challenge.locks()), Amr.firstOf(amr), now);
        }
        return signedIn(
                new NewSession(user, AssuranceLevel.ONE_FACTOR, amr, device, context),
                Optional.empty(),
                notices(decision, requirement),
                now);
    }

    private SignInResult.Complete signedIn(
            NewSession start, Optional<DeviceTokenHandle> device, List<SignInNotice> notices, Instant now) {
        SessionGrant session = sessions.begin(start, now);
        trail.signedIn(start, session, now);
        Optional<CookieToken> successor =
                device.flatMap(shown -> devices.successor(start.user().id(), shown, start.context(), now));
        return new SignInResult.Complete(session.withDeviceToken(successor), notices);
    }

    private static NewSession start(
            SessionUser user,
            AssuranceLevel level,
            List<String> amr,
            Optional<DeviceTokenHandle> device,
            ClientContext context) {
        return new NewSession(user, level, amr, device.map(DeviceTokenHandle::id), context);
    }

    private SignInResult.CodeRequired opened(
            ChallengeRequired challenge, SessionUser user, ChallengeReason reason, ClientContext context, Instant now) {
        trail.challengeOpened(user.id(), challenge.purpose(), reason, context, now);
        return new SignInResult.CodeRequired(challenge);
    }

    private static List<SignInNotice> notices(SignInDecision decision, Requirement requirement) {
        return decision == SignInDecision.SIGNED_IN_ENROLLMENT_DUE
                ? List.of(new SignInNotice.EnrollmentDue(requirement.dueAt().orElseThrow()))
                : List.of();
    }
}
