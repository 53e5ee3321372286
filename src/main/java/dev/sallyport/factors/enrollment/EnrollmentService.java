package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.BoundFactor;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.factor.DefaultNames;
import dev.sallyport.factors.factor.EnrollmentConfig;
import dev.sallyport.factors.factor.SetUpHolder;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.factors.totp.PendingTotp;
import dev.sallyport.factors.totp.TotpBinding;
import dev.sallyport.factors.totp.TotpKey;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.EnrollmentSubject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The first half of binding an authenticator: a secret that has no effect until a code confirms it. */
@ApplicationScoped
class EnrollmentService {

    static final int MAX_AUTHENTICATORS = 5;

    private final SetUpPermission permission;
    private final TotpBinding binding;
    private final BoundFactors factors;
    private final PaperKeys paperKeys;
    private final EnrollmentConfig config;
    private final Audit audit;
    private final Clock clock;

    EnrollmentService(
            SetUpPermission permission,
            TotpBinding binding,
            BoundFactors factors,
            PaperKeys paperKeys,
            EnrollmentConfig config,
            Audit audit,
            Clock clock) {
        this.permission = permission;
        this.binding = binding;
        this.factors = factors;
        this.paperKeys = paperKeys;
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
    Outcome<Started> start(EnrollmentSubject caller, StartEnrollmentRequest request, ClientContext context) {
        // Locked first: of two starts at once, one is after the other and voids it.
        Instant now = clock.instant();
        return permission
                .require(caller, FactorMethod.TOTP, now)
                .then(user -> start(user, caller.holder(), request, context, now));
    }

    private Outcome<Started> start(
            UserSnapshot user, UUID holderId, StartEnrollmentRequest request, ClientContext context, Instant now) {
        UserId userId = user.id();
        Instant expiresAt = now.plus(config.enrollmentLifetime());
        List<BoundFactor> bound = factors.list(userId);
        Optional<AuthenticatorId> replaces = Optional.ofNullable(request.replaces());
        if (replaces.isPresent() && bound.stream().noneMatch(each -> isApp(each, replaces.get()))) {
            return Outcome.refused(new ProblemException(ProblemType.NOT_FOUND)
                    .detail("The authenticator to replace does not exist. Read /v1/me/two-factor for the"
                            + " ids, or omit replaces."));
        }
        if (replaces.isEmpty() && apps(bound) >= MAX_AUTHENTICATORS) {
            return Outcome.refused(new ProblemException(ProblemType.TOO_MANY_AUTHENTICATORS)
                    .detail("A user can have {0} authenticator apps. Remove or replace one.", MAX_AUTHENTICATORS));
        }
        String name = request.name() == null
                ? DefaultNames.ofApp(context.languageFor(user.locale()))
                : request.name().strip();
        SetUpHolder holder = new SetUpHolder(holderId, user.epoch());
        TotpKey key = binding.start(
                new PendingTotp(userId, holder, name, replaces, expiresAt), EmailAddress.shown(user.email()), now);
        Optional<String> paperKey = Optional.empty();
        paperKeys.withdraw(userId);
        if (bound.isEmpty()) {
            paperKey = Optional.of(paperKeys.offer(userId, key.authenticatorId(), now));
        }
        audit.record(AuditEntry.success(AuditType.ENROLLMENT_STARTED, now, context)
                .user(userId)
                .with("authenticator", key.authenticatorId().toString()));
        return Outcome.of(new Started(key, paperKey, expiresAt));
    }

    /** What the QR code of a pending authenticator holds; only for the session or token that began it. */
    @Transactional
    Outcome<String> otpauthUri(EnrollmentSubject caller, AuthenticatorId authenticator) {
        UserId userId = caller.userId();
        Instant now = clock.instant();
        UserSnapshot user = permission.require(caller).orElseThrow();
        SetUpHolder holder = new SetUpHolder(caller.holder(), user.epoch());
        Optional<TotpKey> key =
                binding.pendingKey(authenticator, userId, holder, EmailAddress.shown(user.email()), now);
        if (key.isPresent()) {
            return Outcome.of(key.get().otpauthUri());
        }
        return Outcome.refused(
                binding.exists(authenticator, userId, holder.id())
                                || binding.isVoided(authenticator, userId, holder.id())
                        ? new ProblemException(ProblemType.GONE)
                                .detail("The key is shown only while it is pending. Start a new enrollment.")
                        : new ProblemException(ProblemType.NOT_FOUND));
    }

    private static long apps(List<BoundFactor> bound) {
        return bound.stream().filter(each -> each.method() == FactorMethod.TOTP).count();
    }

    private static boolean isApp(BoundFactor factor, AuthenticatorId id) {
        return factor.method() == FactorMethod.TOTP && factor.id().equals(id.value());
    }
}
