package dev.sallyport.signin.verification;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.policies.policy.Requirement;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import dev.sallyport.sessions.device.NewDevice;
import dev.sallyport.sessions.session.Amr;
import dev.sallyport.sessions.session.NewSession;
import dev.sallyport.sessions.session.SessionUser;
import dev.sallyport.signin.sso.SsoUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Continues a sign-in after its first step: opens a challenge, or completes the sign-in. */
@ApplicationScoped
class FirstStepCompletion {

    private final Challenges challenges;
    private final Users users;
    private final CopiedDevices copies;
    private final DeviceTrustService deviceTrust;
    private final Policies policies;
    private final SignInCompletion completion;
    private final SignInAudit trail;

    FirstStepCompletion(
            Challenges challenges,
            Users users,
            CopiedDevices copies,
            DeviceTrustService deviceTrust,
            Policies policies,
            SignInCompletion completion,
            SignInAudit trail) {
        this.challenges = challenges;
        this.users = users;
        this.copies = copies;
        this.deviceTrust = deviceTrust;
        this.policies = policies;
        this.completion = completion;
        this.trail = trail;
    }

    /** The password was correct. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<SignInResult> afterPassword(SignInSubject subject, ClientContext context, Instant now) {
        return unlessBarred(subject, context, now, () -> {
            NewSession start = new NewSession(
                    subject.user(), AssuranceLevel.ONE_FACTOR, Amr.PASSWORD_ONLY, Optional.empty(), context);
            return afterFirstFactor(subject, FirstFactor.PASSWORD, start, now);
        });
    }

    /**
     * No first factor signs a user in after a lockdown until a mailed link has set a password: another person may hold
     * the password, and may have added a passkey or an identity. Otherwise this is the first step of every sign-in whose
     * first factor was right: an old token of a device ends the trust in it.
     */
    private Outcome<SignInResult> unlessBarred(
            SignInSubject subject, ClientContext context, Instant now, Supplier<SignInResult> next) {
        if (subject.barred()) {
            trail.barred(subject.user().id(), context, now);
            return Outcome.refused(ProblemType.PASSWORD_RESET_REQUIRED);
        }
        copies.end(subject, context, now);
        return Outcome.of(next.get());
    }

    /**
     * The first factor was correct, whatever it was.
     *
     * @param first what a challenge rests on
     * @param start of the session, if nothing more is required
     */
    private SignInResult afterFirstFactor(SignInSubject subject, FirstFactor first, NewSession start, Instant now) {
        ClientContext context = start.context();
        SessionUser user = subject.user();
        Optional<DeviceTokenHandle> device = deviceTrust.keepOrRevoke(subject, now);
        Requirement requirement = subject.policy().requirement();
        boolean skips = subject.deviceSkipsSecondFactor(now) && subject.policy().satisfied();
        SignInDecision decision = SignInDecision.of(
                new SignInFacts(subject.authenticatorBound(), device.isPresent(), skips, requirement, now));
        ChallengeReason reason = ChallengeReason.of(subject.device().recognition(), device.isPresent());
        return switch (decision) {
            case TWO_FACTOR ->
                opened(completion.twoFactorRequired(subject, first, device, now), user, reason, context, now);
            case DEVICE_VERIFICATION ->
                opened(challenges.openDeviceVerification(subject, first, context, now), user, reason, context, now);
            case ENROLLMENT_REQUIRED -> completion.enrollmentRequired(user.id(), subject.binding(), first, now);
            case SIGNED_IN, SIGNED_IN_ENROLLMENT_DUE ->
                completion.signedIn(
                        start.on(device.map(DeviceTokenHandle::id)),
                        device,
                        SignInCompletion.notices(decision, requirement),
                        now);
        };
    }

    /**
     * An identity provider has identified the user: this completes the sign-in. It counts as a first factor if the
     * provider is not exempt, or another account of the user requires a second factor now.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<SignInResult> afterSso(SsoUser sso, SignInSubject subject, ClientContext context, Instant now) {
        return unlessBarred(subject, context, now, () -> identified(sso, subject, context, now));
    }

    private SignInResult identified(SsoUser sso, SignInSubject subject, ClientContext context, Instant now) {
        NewSession start = new NewSession(
                subject.user(),
                AssuranceLevel.ONE_FACTOR,
                sso.amr(),
                Optional.empty(),
                context,
                Optional.of(sso.authTime()),
                sso.assertion());
        boolean exempt = sso.exempt()
                && !(subject.policy().requirement().isDue(now)
                        && policies.isDueInAnotherAccount(
                                sso.account(), subject.user().id(), now));
        FirstFactor first = new FirstFactor(sso.amr(), Optional.of(sso.provider()));
        return exempt
                ? completeOn(subject, start, () -> isFirst(subject), now)
                : afterFirstFactor(subject, first, start, now);
    }

    /**
     * A passkey has proved both factors. Its user has signed in before, on the device where it was added.
     *
     * @param amr what it proved
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<SignInResult> afterPasskey(SignInSubject subject, List<String> amr, ClientContext context, Instant now) {
        return unlessBarred(subject, context, now, () -> {
            NewSession start =
                    new NewSession(subject.user(), AssuranceLevel.TWO_FACTOR, amr, Optional.empty(), context);
            return subject.policy().satisfied()
                    ? completeOn(subject, start, () -> false, now)
                    : completion.enrollmentRequired(subject.user().id(), subject.binding(), FirstFactor.own(amr), now);
        });
    }

    private boolean isFirst(SignInSubject subject) {
        return users.lastSignIn(subject.user().id()).isEmpty();
    }

    /**
     * The sign-in is complete. The owner is notified if the device was not recognized.
     *
     * @param first whether the user has never signed in before, so that every device is new
     */
    private SignInResult.Complete completeOn(
            SignInSubject subject, NewSession start, BooleanSupplier first, Instant now) {
        Optional<DeviceTokenHandle> known = subject.device().recognized();
        if (known.isPresent()) {
            return completion.signedIn(start.on(known.map(DeviceTokenHandle::id)), known, List.of(), now);
        }
        NewDevice device = deviceTrust.afterSingleStep(subject, first.getAsBoolean(), start.context(), now);
        return completion
                .signedIn(start.on(Optional.of(device.id())), Optional.empty(), List.of(), now)
                .withDevice(device.token());
    }

    private SignInResult.CodeRequired opened(
            ChallengeRequired challenge, SessionUser user, ChallengeReason reason, ClientContext context, Instant now) {
        trail.challengeOpened(user.id(), challenge.purpose(), reason, context, now);
        return new SignInResult.CodeRequired(challenge);
    }
}
