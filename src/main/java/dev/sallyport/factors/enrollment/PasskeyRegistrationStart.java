package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.factor.SetUpHolder;
import dev.sallyport.factors.passkey.Passkeys;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.factors.totp.TotpBinding;
import dev.sallyport.factors.totp.TotpConfig;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.EnrollmentSubject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** Begins the registration of a passkey. */
@ApplicationScoped
class PasskeyRegistrationStart {

    private final SetUpPermission permission;
    private final Passkeys passkeys;
    private final BoundFactors factors;
    private final TotpBinding apps;
    private final PaperKeys paperKeys;
    private final TotpConfig config;
    private final Audit audit;

    PasskeyRegistrationStart(
            SetUpPermission permission,
            Passkeys passkeys,
            BoundFactors factors,
            TotpBinding apps,
            PaperKeys paperKeys,
            TotpConfig config,
            Audit audit) {
        this.permission = permission;
        this.passkeys = passkeys;
        this.factors = factors;
        this.apps = apps;
        this.paperKeys = paperKeys;
        this.config = config;
        this.audit = audit;
    }

    /**
     * Locks the user, and gives the options. Only one set-up of a first factor can wait, since the paper key that is
     * offered belongs to it: one that was begun before ends.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<PasskeyRegistrationOptions> start(EnrollmentSubject caller, ClientContext context, Instant now) {
        return permission
                .require(caller, FactorMethod.PASSKEY, now)
                .then(user -> start(user, new SetUpHolder(caller.holder(), user.epoch()), context, now));
    }

    private Outcome<PasskeyRegistrationOptions> start(
            UserSnapshot user, SetUpHolder holder, ClientContext context, Instant now) {
        if (passkeys.list(user.id()).size() >= Passkeys.MAX) {
            return Outcome.refused(tooMany());
        }
        Passkeys.Started started = passkeys.start(user, holder, config.issuer(), now);
        Optional<String> paperKey =
                factors.exist(user.id()) ? Optional.empty() : Optional.of(offer(user, started.id(), now));
        audit.record(AuditEntry.success(AuditType.ENROLLMENT_STARTED, now, context)
                .user(user.id())
                .with("authenticator", started.id().toString()));
        return Outcome.of(new PasskeyRegistrationOptions(
                started.token(), started.options(), paperKey.orElse(null), started.expiresAt()));
    }

    private String offer(UserSnapshot user, AuthenticatorId passkey, Instant now) {
        apps.voidPending(user.id(), now);
        return paperKeys.offer(user.id(), passkey, now);
    }

    static ProblemException tooMany() {
        return new ProblemException(ProblemType.TOO_MANY_AUTHENTICATORS)
                .detail("A user can have {0} passkeys. Remove one.", Passkeys.MAX);
    }
}
