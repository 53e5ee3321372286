package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.factor.CodeCheckContext;
import dev.sallyport.factors.factor.CodeVerification;
import dev.sallyport.factors.factor.DefaultNames;
import dev.sallyport.factors.factor.SetUpHolder;
import dev.sallyport.factors.passkey.Passkeys;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.EnrollmentSubject;
import dev.sallyport.sessions.session.ActiveCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks the browser's response to the registration options. The row of the user is locked meanwhile. A wrong answer
 * uses the options up; a right one does when its passkey becomes active, so that it can be sent again if the service
 * was too busy for the rest.
 */
@ApplicationScoped
class PasskeyRegistrationCheck {

    private final ActiveCaller active;
    private final Passkeys passkeys;
    private final BoundFactors factors;
    private final PaperKeys paperKeys;
    private final CodeVerification codes;
    private final Audit audit;

    PasskeyRegistrationCheck(
            ActiveCaller active,
            Passkeys passkeys,
            BoundFactors factors,
            PaperKeys paperKeys,
            CodeVerification codes,
            Audit audit) {
        this.active = active;
        this.passkeys = passkeys;
        this.factors = factors;
        this.paperKeys = paperKeys;
        this.codes = codes;
        this.audit = audit;
    }

    /**
     * A registration that is right and not active yet.
     *
     * @param first whether the user has no second factor yet
     */
    record Right(Passkeys.NewPasskey passkey, boolean first) {}

    /** Nothing is added to a user while the second step is locked; options from before the lock have ended. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Void> refuseWhileLocked(EnrollmentSubject caller, ClientContext context, Instant now) {
        return codes.refuseWhileLocked(CodeCheckContext.of(
                FactorMethod.PASSKEY,
                AuditEntry.refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, now, context)
                        .user(caller.userId())));
    }

    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Right> check(EnrollmentSubject caller, RegisterPasskeyRequest request, ClientContext context, Instant now) {
        return active.require(caller)
                .then(user -> check(user, new SetUpHolder(caller.holder(), user.epoch()), request, context, now));
    }

    private Outcome<Right> check(
            UserSnapshot snapshot,
            SetUpHolder holder,
            RegisterPasskeyRequest request,
            ClientContext context,
            Instant now) {
        UserId user = snapshot.id();
        boolean first = !factors.exist(user);
        Optional<Passkeys.Options> options = passkeys.find(request.ceremonyToken(), snapshot, holder, now)
                .filter(found -> !first || paperKeys.isOffered(user, found.id()))
                .filter(found -> !passkeys.isUsed(found, user));
        if (options.isEmpty()) {
            return Outcome.refused(ProblemType.ENROLLMENT_EXPIRED);
        }
        return evaluate(snapshot, options.get(), request, first, context, now).mapRefusal(refusal -> {
            passkeys.spend(options.get(), user);
            return refusal;
        });
    }

    private Outcome<Right> evaluate(
            UserSnapshot user,
            Passkeys.Options options,
            RegisterPasskeyRequest request,
            boolean first,
            ClientContext context,
            Instant now) {
        String name = request.nameOr(DefaultNames.ofPasskey(context.languageFor(user.locale())));
        Optional<Passkeys.NewPasskey> made = passkeys.verify(user.id(), options, request.credential(), name);
        if (made.isEmpty()) {
            audit.record(AuditEntry.refused(AuditType.ENROLLMENT_CODE_FAIL, now, context)
                    .user(user.id())
                    .with("authenticator", options.id().toString()));
            return Outcome.refused(new ProblemException(ProblemType.INVALID_CREDENTIAL)
                    .detail("The credential does not answer these options. Ask for new options and try again."));
        }
        if (passkeys.isRegistered(made.get())) {
            return Outcome.refused(ProblemType.ALREADY_REGISTERED);
        }
        return passkeys.list(user.id()).size() < Passkeys.MAX
                ? Outcome.of(new Right(made.get(), first))
                : Outcome.refused(PasskeyRegistrationStart.tooMany());
    }
}
