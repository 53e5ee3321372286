package dev.sallyport.verification;

import dev.sallyport.audit.Audit;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditType;
import dev.sallyport.caller.Origin;
import dev.sallyport.device.DeviceOwner;
import dev.sallyport.device.Devices;
import dev.sallyport.device.KnownDevice;
import dev.sallyport.device.NewDevice;
import dev.sallyport.policy.Requirement;
import dev.sallyport.session.Amr;
import dev.sallyport.session.OpenSession;
import dev.sallyport.session.SessionStart;
import dev.sallyport.session.SessionUser;
import dev.sallyport.session.Sessions;
import dev.sallyport.session.SignedIn;
import dev.sallyport.token.AssuranceLevel;
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
    private final Audit audit;

    SignInCompletion(Challenges challenges, Sessions sessions, Devices devices, Audit audit) {
        this.challenges = challenges;
        this.sessions = sessions;
        this.devices = devices;
        this.audit = audit;
    }

    /** The password was right. */
    @Transactional(Transactional.TxType.MANDATORY)
    Step afterPassword(
            SignInSubject subject, Optional<KnownDevice> device, String deviceName, Origin origin, Instant now) {
        SessionUser user = subject.user();
        SignInDecision decision = SignInDecision.of(
                new SignInFacts(false, subject.authenticatorBound(), device.isPresent(), false, Requirement.NONE, now));
        return switch (decision) {
            case TWO_FACTOR -> opened(challenges.openTwoFactor(user, device, now), user, origin, now);
            case DEVICE_VERIFICATION ->
                opened(
                        challenges.openDeviceVerification(user, subject.locale(), deviceName, origin, now),
                        user,
                        origin,
                        now);
            case ENROLLMENT_REQUIRED -> Step.unfinished(challenges.openEnrollment(user, now));
            case SIGNED_IN, SIGNED_IN_ENROLLMENT_DUE ->
                signedIn(user, AssuranceLevel.ONE_FACTOR, Amr.PASSWORD_ONLY, device, Requirement.NONE, origin, now);
        };
    }

    /** A code from the authenticator was right. */
    @Transactional(Transactional.TxType.MANDATORY)
    Step afterSecondFactor(OpenChallenge challenge, List<String> amr, Origin origin, Instant now) {
        return signedIn(
                challenge.user(), AssuranceLevel.TWO_FACTOR, amr, challenge.device(), Requirement.NONE, origin, now);
    }

    /** The code from the mailbox was right: the device is trusted from now on, whatever else is asked for. */
    @Transactional(Transactional.TxType.MANDATORY)
    Step afterDeviceVerification(OpenChallenge challenge, String deviceName, Origin origin, Instant now) {
        SessionUser user = challenge.user();
        String name = deviceName == null ? challenge.deviceName() : deviceName;
        NewDevice device = devices.trust(challenge.deviceOwner(), name, origin, now);
        SignInDecision decision = SignInDecision.of(new SignInFacts(false, false, true, false, Requirement.NONE, now));
        if (decision == SignInDecision.ENROLLMENT_REQUIRED) {
            return Step.unfinished(challenges.openEnrollment(user, now));
        }
        OpenSession session =
                begin(user, AssuranceLevel.ONE_FACTOR, Amr.PASSWORD_AND_EMAIL, Optional.of(device.id()), origin, now);
        return Step.signedIn(session.withDeviceToken(Optional.of(device.token())), notices(Requirement.NONE, now));
    }

    private Step signedIn(
            SessionUser user,
            AssuranceLevel level,
            List<String> amr,
            Optional<KnownDevice> device,
            Requirement requirement,
            Origin origin,
            Instant now) {
        OpenSession session = begin(user, level, amr, device.map(KnownDevice::id), origin, now);
        DeviceOwner owner = new DeviceOwner(user.id(), user.epoch());
        Optional<String> successor = device.flatMap(shown -> devices.successor(owner, shown, now));
        return Step.signedIn(session.withDeviceToken(successor), notices(requirement, now));
    }

    private OpenSession begin(
            SessionUser user,
            AssuranceLevel level,
            List<String> amr,
            Optional<UUID> device,
            Origin origin,
            Instant now) {
        OpenSession session = sessions.begin(new SessionStart(user, level, amr, device, origin), now);
        audit.record(AuditEntry.success(AuditType.AUTHN_LOGIN_SUCCESS, now, origin)
                .user(user.id())
                .with("session", session.id().toString())
                .with("amr", amr));
        return session;
    }

    private Step opened(ChallengeRequired challenge, SessionUser user, Origin origin, Instant now) {
        audit.record(AuditEntry.success(AuditType.AUTHN_CHALLENGE_OPENED, now, origin)
                .user(user.id())
                .with("purpose", challenge.purpose()));
        return Step.unfinished(challenge);
    }

    private static List<SignedIn.Notice> notices(Requirement requirement, Instant now) {
        return requirement.isInGrace(now)
                ? List.of(new SignedIn.Notice(
                        "enrollment_due", requirement.dueAt().orElseThrow(), null))
                : List.of();
    }
}
