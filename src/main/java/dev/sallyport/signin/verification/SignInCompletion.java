package dev.sallyport.signin.verification;

import dev.sallyport.base.browser.LastingToken;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.policies.policy.Requirement;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.device.KnownDevice;
import dev.sallyport.sessions.device.NewDevice;
import dev.sallyport.sessions.session.Amr;
import dev.sallyport.sessions.session.OpenSession;
import dev.sallyport.sessions.session.SessionStart;
import dev.sallyport.sessions.session.SessionUser;
import dev.sallyport.sessions.session.Sessions;
import dev.sallyport.sessions.session.SignInNotice;
import dev.sallyport.signin.sso.SsoUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes a sign-in from a step that was passed to the next one, or to its session. */
@ApplicationScoped
class SignInCompletion {

    private final Challenges challenges;
    private final Sessions sessions;
    private final Devices devices;
    private final DeviceAdmission admission;
    private final Policies policies;
    private final WayBack wayBack;
    private final Audit audit;

    SignInCompletion(
            Challenges challenges,
            Sessions sessions,
            Devices devices,
            DeviceAdmission admission,
            Policies policies,
            WayBack wayBack,
            Audit audit) {
        this.challenges = challenges;
        this.sessions = sessions;
        this.devices = devices;
        this.admission = admission;
        this.policies = policies;
        this.wayBack = wayBack;
        this.audit = audit;
    }

    /** The password was right. */
    @Transactional(Transactional.TxType.MANDATORY)
    Step afterPassword(SignInSubject subject, ShownDevice shown, Origin origin, Instant now) {
        SessionStart start =
                start(subject.user(), AssuranceLevel.ONE_FACTOR, Amr.PASSWORD_ONLY, Optional.empty(), origin);
        return afterFirstFactor(subject, start, shown, now);
    }

    /**
     * The first factor was right, whatever it was.
     *
     * @param start of the session, if nothing more is asked for
     */
    private Step afterFirstFactor(SignInSubject subject, SessionStart start, ShownDevice shown, Instant now) {
        Origin origin = start.origin();
        SessionUser user = subject.user();
        Optional<KnownDevice> device = admission.stillTrusted(subject, shown, now);
        shown.copied().ifPresent(copy -> devices.endCopied(copy.id(), subject.told(origin), origin, now));
        Requirement requirement = subject.policy().requirement();
        boolean skips = subject.deviceSkipsSecondFactor(now);
        SignInDecision decision = SignInDecision.of(
                new SignInFacts(false, subject.authenticatorBound(), device.isPresent(), skips, requirement, now));
        return switch (decision) {
            case TWO_FACTOR ->
                opened(challenges.openTwoFactor(subject, start.amr(), device, shown, now), user, origin, now);
            case DEVICE_VERIFICATION ->
                opened(challenges.openDeviceVerification(subject, start.amr(), shown, origin, now), user, origin, now);
            case ENROLLMENT_REQUIRED -> Step.unfinished(challenges.openEnrollment(user, start.amr(), now));
            case SIGNED_IN, SIGNED_IN_ENROLLMENT_DUE ->
                signedIn(start.on(device.map(KnownDevice::id)), device, notices(decision, requirement), now);
        };
    }

    /** An identity provider has vouched for the user: that is all, or where it is not exempt a first factor. */
    @Transactional(Transactional.TxType.MANDATORY)
    Step afterSso(SsoUser sso, SignInSubject subject, ShownDevice shown, Origin origin, Instant now) {
        SessionStart start = new SessionStart(
                subject.user(),
                AssuranceLevel.ONE_FACTOR,
                sso.amr(),
                Optional.empty(),
                origin,
                Optional.of(sso.authTime()),
                sso.word());
        return sso.exempt() ? exempt(subject, start, shown, now) : afterFirstFactor(subject, start, shown, now);
    }

    /** Nothing more is asked for, but the owner hears of a device that was not recognised. */
    private Step exempt(SignInSubject subject, SessionStart start, ShownDevice shown, Instant now) {
        Optional<KnownDevice> known = shown.recognised();
        if (known.isPresent()) {
            return signedIn(start.on(known.map(KnownDevice::id)), known, List.of(), now);
        }
        boolean first = sessions.lastBegun(subject.user().id()).isEmpty();
        NewDevice device = admission.afterSso(subject, shown, first, start.origin(), now);
        return signedIn(start.on(Optional.of(device.id())), Optional.empty(), List.of(), now)
                .withDevice(device.token());
    }

    /** The code was right, and the challenge is closed. */
    @Transactional(Transactional.TxType.MANDATORY)
    Step afterCode(OpenChallenge challenge, VerifyRequest request, Origin origin, Instant now) {
        return switch (request.method()) {
            case EMAIL_CODE -> afterDeviceVerification(challenge, request.deviceName(), origin, now);
            case TOTP -> afterSecondFactor(challenge, request, Amr.PASSWORD_AND_TOTP, List.of(), origin, now);
            case RECOVERY_CODE -> {
                List<SignInNotice> notices = wayBack.recoveryCodeUsed(challenge, origin, now);
                yield afterSecondFactor(challenge, request, Amr.PASSWORD_AND_RECOVERY_CODE, notices, origin, now);
            }
            case PAPER_KEY -> afterPaperKey(challenge, origin, now);
        };
    }

    private Step afterSecondFactor(
            OpenChallenge challenge,
            VerifyRequest request,
            List<String> amr,
            List<SignInNotice> notices,
            Origin origin,
            Instant now) {
        SessionUser user = challenge.user();
        List<String> proved = Amr.begunWith(challenge.firstAmr(), amr);
        return admission
                .afterSecondFactor(challenge, request, origin, now)
                .map(device -> signedIn(
                                new SessionStart(
                                        user, AssuranceLevel.TWO_FACTOR, proved, Optional.of(device.id()), origin),
                                Optional.empty(),
                                notices,
                                now)
                        .withDevice(device.token()))
                .orElseGet(() -> signedIn(
                        start(user, AssuranceLevel.TWO_FACTOR, proved, challenge.device(), origin),
                        challenge.device(),
                        notices,
                        now));
    }

    /** The device is trusted from now on, whatever else is asked for. */
    private Step afterDeviceVerification(OpenChallenge challenge, String deviceName, Origin origin, Instant now) {
        SessionUser user = challenge.user();
        NewDevice device = admission.afterEmailCode(challenge, deviceName, origin, now);
        List<String> proved = Amr.begunWith(challenge.firstAmr(), Amr.PASSWORD_AND_EMAIL);
        Step step = withoutFactor(user, proved, Optional.of(device.id()), origin, now);
        return step.withDevice(device.token());
    }

    /** Every factor is gone with the key, so the sign-in stands where one without a factor stands. */
    private Step afterPaperKey(OpenChallenge challenge, Origin origin, Instant now) {
        SessionUser user = wayBack.paperKeyUsed(challenge, origin, now);
        List<String> proved = Amr.begunWith(challenge.firstAmr(), Amr.PASSWORD_AND_PAPER_KEY);
        return withoutFactor(user, proved, Optional.empty(), origin, now);
    }

    private Step withoutFactor(SessionUser user, List<String> amr, Optional<UUID> device, Origin origin, Instant now) {
        Requirement requirement = policies.of(user.id()).requirement();
        SignInDecision decision = SignInDecision.of(new SignInFacts(false, false, true, false, requirement, now));
        if (decision == SignInDecision.ENROLLMENT_REQUIRED) {
            return Step.unfinished(challenges.openEnrollment(user, Amr.firstOf(amr), now));
        }
        return signedIn(
                new SessionStart(user, AssuranceLevel.ONE_FACTOR, amr, device, origin),
                Optional.empty(),
                notices(decision, requirement),
                now);
    }

    private Step signedIn(SessionStart start, Optional<KnownDevice> device, List<SignInNotice> notices, Instant now) {
        OpenSession session = sessions.begin(start, now);
        audit.record(AuditEntry.success(AuditType.AUTHN_LOGIN_SUCCESS, now, start.origin())
                .user(start.user().id())
                .with("session", session.id().toString())
                .with("amr", start.allAmr()));
        Optional<LastingToken> successor =
                device.flatMap(shown -> devices.successor(start.user().id(), shown, start.origin(), now));
        return Step.signedIn(session.withDeviceToken(successor), notices);
    }

    private static SessionStart start(
            SessionUser user, AssuranceLevel level, List<String> amr, Optional<KnownDevice> device, Origin origin) {
        return new SessionStart(user, level, amr, device.map(KnownDevice::id), origin);
    }

    private Step opened(ChallengeRequired challenge, SessionUser user, Origin origin, Instant now) {
        audit.record(AuditEntry.success(AuditType.AUTHN_CHALLENGE_OPENED, now, origin)
                .user(user.id())
                .with("purpose", challenge.purpose()));
        return Step.unfinished(challenge);
    }

    private static List<SignInNotice> notices(SignInDecision decision, Requirement requirement) {
        return decision == SignInDecision.SIGNED_IN_ENROLLMENT_DUE
                ? List.of(new SignInNotice.EnrollmentDue(requirement.dueAt().orElseThrow()))
                : List.of();
    }
}
