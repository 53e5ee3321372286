package dev.sallyport.signin.verification;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.email.CodeDelivery;
import dev.sallyport.factors.email.EmailCodeDelivery;
import dev.sallyport.factors.factor.ChallengeBinding;
import dev.sallyport.factors.factor.EnrollmentConfig;
import dev.sallyport.factors.factor.SecondFactorThrottle;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.EnrollmentCaller;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens challenges and finds them again by their tokens. */
@ApplicationScoped
public class Challenges {

    /** The prefix of an enrollment token. */
    public static final String ENROLLMENT_PREFIX = ChallengeTokens.ENROLLMENT_PREFIX;

    private static final List<ChallengePurpose> ANSWERED_BY_CODE =
            List.of(ChallengePurpose.TWO_FACTOR, ChallengePurpose.DEVICE_VERIFICATION);

    private final ChallengeRepository rows;
    private final EmailCodeDelivery delivery;
    private final Users users;
    private final SecondFactorThrottle throttle;
    private final VerificationConfig config;
    private final EnrollmentConfig enrollment;
    private final Clock clock;

    Challenges(
            ChallengeRepository rows,
            EmailCodeDelivery delivery,
            Users users,
            SecondFactorThrottle throttle,
            VerificationConfig config,
            EnrollmentConfig enrollment,
            Clock clock) {
        this.rows = rows;
        this.delivery = delivery;
        this.users = users;
        this.throttle = throttle;
        this.config = config;
        this.enrollment = enrollment;
        this.clock = clock;
    }

    /**
     * A challenge for a code from the user's authenticator.
     *
     * @param offered what it lists
     */
    @Transactional(Transactional.TxType.MANDATORY)
    ChallengeRequired openTwoFactor(
            SignInSubject subject,
            List<FactorMethod> offered,
            FirstFactor first,
            Optional<DeviceTokenHandle> device,
            Instant now) {
        Challenge challenge = create(subject, ChallengePurpose.TWO_FACTOR, now);
        challenge.setFirstFactor(first);
        challenge.describe(subject.device());
        device.ifPresent(challenge::remember);
        rows.open(challenge);
        return ChallengeRequired.byFactor(
                rows.token(challenge),
                now.plus(config.challengeLifetime()),
                offered,
                subject.policy().deviceTrust().allowed());
    }

    /** A challenge for the code that goes to the user's mailbox with the commit. */
    @Transactional(Transactional.TxType.MANDATORY)
    ChallengeRequired openDeviceVerification(
            SignInSubject subject, FirstFactor first, ClientContext context, Instant now) {
        Instant expiresAt = now.plus(config.challengeLifetime());
        Challenge challenge = create(subject, ChallengePurpose.DEVICE_VERIFICATION, now);
        challenge.setFirstFactor(first);
        challenge.describe(subject.device());
        subject.device().changed().ifPresent(challenge::remember);
        rows.open(challenge);
        CodeDelivery code = delivery.send(subject.codeRecipient(challenge.id(), expiresAt, context), now);
        return ChallengeRequired.byEmail(
                rows.token(challenge),
                expiresAt,
                new EmailAddress(subject.user().email()).hint(),
                code);
    }

    /**
     * A token for the set-up that a policy demands, and nothing else.
     *
     * @param methods what the user may set up
     */
    @Transactional(Transactional.TxType.MANDATORY)
    EnrollmentRequired openEnrollment(
            UserId user, ChallengeBinding binding, FirstFactor first, List<FactorMethod> methods, Instant now) {
        Challenge challenge = create(user, binding, ChallengePurpose.ENROLLMENT, now, enrollment.enrollmentLifetime());
        challenge.setFirstFactor(first);
        rows.open(challenge);
        return new EnrollmentRequired(
                "enrollment_required",
                rows.token(challenge),
                enrollment.enrollmentLifetime().toSeconds(),
                methods,
                null);
    }

    /** The holder of this enrollment token, while it is valid. */
    public Optional<EnrollmentCaller> findEnrollment(String token) {
        List<ChallengePurpose> purposes = List.of(ChallengePurpose.ENROLLMENT);
        return Transactions.join(() -> {
                    Instant now = clock.instant();
                    return rows.lockOpen(token, purposes, now).filter(open -> isOpen(open, now));
                })
                .map(open -> new EnrollmentCaller(
                        open.user().id(),
                        open.id(),
                        open.user().epoch(),
                        open.first().amr()));
    }

    /** Spends one try of an open challenge that this kind of code can answer. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<OpenChallenge> spendAttempt(String token, FactorMethod method, Instant now) {
        return rows.spendAttempt(token, ChallengePurpose.answeredBy(method), now);
    }

    /** Locks a challenge again of which {@link #spendAttempt} spent a try for this kind of code. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<OpenChallenge> lockAnswered(String token, FactorMethod method, Instant now) {
        return rows.lockAnswered(token, ChallengePurpose.answeredBy(method), now);
    }

    /**
     * Runs the work of a spent try, outside a transaction. A failure of the service, or a refusal before the code was
     * checked, gives the try back. The work MUST NOT throw the result of a check.
     */
    <T> T refundOnFailure(OpenChallenge challenge, Supplier<T> work) {
        return Transactions.callOrCompensate(work, () -> rows.returnAttempt(challenge));
    }

    /** An open challenge of any kind that a code can answer, locked, without a try. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<OpenChallenge> lockOpen(String token, Instant now) {
        return rows.lockOpen(token, ANSWERED_BY_CODE, now).filter(open -> isOpen(open, now));
    }

    /** The same, read only. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<OpenChallenge> findOpen(String token, Instant now) {
        return rows.findOpen(token, ANSWERED_BY_CODE, now).filter(open -> isOpen(open, now));
    }

    /** The live challenge with which a session can be stepped up by email; a new one where there is none. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<OpenChallenge> stepUp(SessionId session, UserId userId, Instant now) {
        return users.lockActive(userId).flatMap(user -> {
            // Read without a lock: a request that answers a challenge locks it first and then the user.
            Optional<OpenChallenge> live = rows.findStepUp(session, userId, now);
            if (live.isPresent()) {
                return live;
            }
            // No token is issued: the challenge is found by its session.
            ChallengeBinding binding = new ChallengeBinding(user.epoch(), user.secondStepLocks());
            Challenge challenge = create(userId, binding, ChallengePurpose.STEP_UP, now, config.challengeLifetime());
            challenge.bind(session);
            rows.open(challenge);
            return rows.findStepUp(session, userId, now);
        });
    }

    /** Spends one try of the challenge that was mailed to a session's user. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<OpenChallenge> spendStepUpTry(SessionId session, UserId user, Instant now) {
        return rows.spendStepUpTry(session, user, now);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void close(OpenChallenge challenge, Instant now) {
        rows.close(challenge, now);
    }

    /** A challenge from before a lock is void; while the lock lasts, the response does not reveal it. */
    private boolean isOpen(OpenChallenge challenge, Instant now) {
        return !challenge.beforeLock()
                || throttle.refusalWhileLocked(challenge.user().id(), now).isPresent();
    }

    private Challenge create(SignInSubject subject, ChallengePurpose purpose, Instant now) {
        return create(subject.user().id(), subject.binding(), purpose, now, config.challengeLifetime());
    }

    private static Challenge create(
            UserId user, ChallengeBinding binding, ChallengePurpose purpose, Instant now, Duration lifetime) {
        return new Challenge(user, binding, purpose, now, now.plus(lifetime));
    }
}
