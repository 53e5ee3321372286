package dev.sallyport.factors.enrollment;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.factor.SetUpHolder;
import dev.sallyport.factors.passkey.Passkeys;
import dev.sallyport.factors.recovery.PaperKeys;
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

/** Checks what a browser has made of the options, while the user is locked. The options are used up by it. */
@ApplicationScoped
class PasskeyCheck {

    private final ActiveCaller active;
    private final Passkeys passkeys;
    private final BoundFactors factors;
    private final PaperKeys paperKeys;
    private final Audit audit;

    PasskeyCheck(ActiveCaller active, Passkeys passkeys, BoundFactors factors, PaperKeys paperKeys, Audit audit) {
        this.active = active;
        this.passkeys = passkeys;
        this.factors = factors;
        this.paperKeys = paperKeys;
        this.audit = audit;
    }

    /**
     * A registration that is right and not active yet.
     *
     * @param first whether the user has no second factor yet
     */
    record Right(Passkeys.NewPasskey passkey, boolean first) {}

    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Right> check(EnrollmentSubject caller, RegisterPasskeyRequest request, ClientContext context, Instant now) {
        return active.require(caller)
                .then(user -> check(user.id(), new SetUpHolder(caller.holder(), user.epoch()), request, context, now));
    }

    private Outcome<Right> check(
            UserId user, SetUpHolder holder, RegisterPasskeyRequest request, ClientContext context, Instant now) {
        boolean first = !factors.exist(user);
        Optional<Passkeys.Options> options = passkeys.find(request.ceremonyToken(), holder, now)
                .filter(found -> !first || paperKeys.isOffered(user, found.id()))
                .filter(found -> passkeys.spend(found, user));
        if (options.isEmpty()) {
            return Outcome.refused(ProblemType.ENROLLMENT_EXPIRED);
        }
        Optional<Passkeys.NewPasskey> made =
                passkeys.verify(user, options.get(), request.credential(), request.nameOrDefault());
        if (made.isEmpty()) {
            audit.record(AuditEntry.refused(AuditType.ENROLLMENT_CODE_FAIL, now, context)
                    .user(user)
                    .with("authenticator", options.get().id().toString()));
            return Outcome.refused(new ProblemException(ProblemType.INVALID_CREDENTIAL)
                    .detail("The credential does not answer these options. Ask for new options and try again."));
        }
        if (passkeys.isRegistered(made.get())) {
            return Outcome.refused(ProblemType.ALREADY_REGISTERED);
        }
        return passkeys.list(user).size() < Passkeys.MAX
                ? Outcome.of(new Right(made.get(), first))
                : Outcome.refused(PasskeyStart.tooMany());
    }
}
