package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.EnrollmentConfig;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.factors.totp.Authenticator;
import dev.sallyport.factors.totp.PendingTotp;
import dev.sallyport.factors.totp.SetUpHolder;
import dev.sallyport.factors.totp.TotpBinding;
import dev.sallyport.factors.totp.TotpKey;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.policies.policy.Requirement;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Enrolling;
import dev.sallyport.security.caller.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The first half of binding an authenticator: a secret that counts for nothing until a code from it was seen. */
@ApplicationScoped
class EnrollmentService {

    static final int MAX_AUTHENTICATORS = 5;
    private static final String DEFAULT_NAME = "Authenticator app";

    private final Users users;
    private final TotpBinding binding;
    private final PaperKeys paperKeys;
    private final RecoveryCodes recoveryCodes;
    private final Policies policies;
    private final EnrollmentConfig config;
    private final Audit audit;
    private final Clock clock;

    EnrollmentService(
            Users users,
            TotpBinding binding,
            PaperKeys paperKeys,
            RecoveryCodes recoveryCodes,
            Policies policies,
            EnrollmentConfig config,
            Audit audit,
            Clock clock) {
        this.users = users;
        this.binding = binding;
        this.paperKeys = paperKeys;
        this.recoveryCodes = recoveryCodes;
        this.policies = policies;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    /** A pending authenticator, before it is drawn. */
    record Started(TotpKey key, Optional<String> paperKey, Instant expiresAt) {

        @Override
        public String toString() {
            return "Started[" + key + "]";
        }
    }

    @Transactional
    Outcome<Started> start(Enrolling caller, StartRequest request, Origin origin) {
        UUID userId = caller.userId();
        Instant now = clock.instant();
        Instant expiresAt = now.plus(config.enrollmentLifetime());
        // Locked first: of two starts at once, one is after the other and voids it.
        UserSnapshot user = users.lock(userId).orElseThrow(() -> new ProblemException(ProblemType.NOT_AUTHENTICATED));
        List<Authenticator> bound = binding.listBound(userId);
        Optional<UUID> replaces = Optional.ofNullable(request.replaces());
        if (replaces.isPresent() && bound.stream().noneMatch(each -> each.id().equals(replaces.get()))) {
            return Outcome.refused(
                    new ProblemException(ProblemType.NOT_FOUND).detail("There is no such authenticator to replace."));
        }
        if (replaces.isEmpty() && bound.size() >= MAX_AUTHENTICATORS) {
            return Outcome.refused(new ProblemException(ProblemType.TOO_MANY_AUTHENTICATORS)
                    .detail("A user has at most " + MAX_AUTHENTICATORS + " authenticators."));
        }
        String name = request.name() == null ? DEFAULT_NAME : request.name().strip();
        SetUpHolder holder = new SetUpHolder(caller.holder(), user.epoch());
        TotpKey key = binding.start(
                new PendingTotp(userId, holder, name, replaces, expiresAt), EmailAddress.shown(user.email()), now);
        Optional<String> paperKey = Optional.empty();
        paperKeys.withdraw(userId);
        if (bound.isEmpty()) {
            paperKey = Optional.of(paperKeys.offer(userId, key.authenticatorId(), now));
        }
        audit.record(AuditEntry.success(AuditType.ENROLLMENT_STARTED, now, origin)
                .user(userId)
                .with("authenticator", key.authenticatorId().toString()));
        return Outcome.of(new Started(key, paperKey, expiresAt));
    }

    /** What the QR code of a pending authenticator holds; only for the session or token that began it. */
    @Transactional
    Outcome<String> otpauthUri(Enrolling caller, UUID authenticator) {
        UUID userId = caller.userId();
        Instant now = clock.instant();
        UserSnapshot user = users.lock(userId).orElseThrow(() -> new ProblemException(ProblemType.NOT_AUTHENTICATED));
        SetUpHolder holder = new SetUpHolder(caller.holder(), user.epoch());
        Optional<TotpKey> key =
                binding.pendingKey(authenticator, userId, holder, EmailAddress.shown(user.email()), now);
        if (key.isPresent()) {
            return Outcome.of(key.get().otpauthUri());
        }
        return Outcome.refused(
                binding.exists(authenticator, userId, holder.id())
                                || binding.isVoided(authenticator, userId, holder.id())
                        ? new ProblemException(ProblemType.GONE).detail("The key is shown only while it is pending.")
                        : new ProblemException(ProblemType.NOT_FOUND));
    }

    @Transactional
    TwoFactorStatus status(Enrolling caller) {
        UUID userId = caller.userId();
        List<Authenticator> bound = binding.listBound(userId);
        Requirement requirement = policies.of(userId).requirement();
        return new TwoFactorStatus(
                !bound.isEmpty(),
                binding.list(userId, caller.holder(), clock.instant()).stream()
                        .map(AuthenticatorView::of)
                        .toList(),
                recoveryCodes.remaining(userId),
                paperKeys.exists(userId),
                requirement.required(),
                requirement.dueAt().orElse(null),
                checkUpDueAt(bound).orElse(null));
    }

    /** Whoever never signs in anew would find out too late that the app is gone: any code of it puts this off. */
    private Optional<Instant> checkUpDueAt(List<Authenticator> bound) {
        return bound.stream()
                .map(each -> each.lastUsedAt().orElse(each.createdAt()))
                .max(Comparator.naturalOrder())
                .map(last -> last.plus(config.checkUpAfter()));
    }
}
