package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.factor.PendingFactor;
import dev.sallyport.factors.factor.SetUpHolder;
import dev.sallyport.factors.recovery.NewRecoveryCodes;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.EnrollmentSubject;
import dev.sallyport.sessions.session.ActiveCaller;
import dev.sallyport.sessions.session.SessionGrant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that follows when a user has confirmed a second factor of whatever kind, in one transaction: all of it
 * happens, or none.
 */
@ApplicationScoped
public class TwoFactorActivation {

    private final ActiveCaller active;
    private final BoundFactors factors;
    private final RecoveryCodes recoveryCodes;
    private final PaperKeys paperKeys;
    private final EnrolledSession sessions;
    private final Notices notices;
    private final Audit audit;

    TwoFactorActivation(
            ActiveCaller active,
            BoundFactors factors,
            RecoveryCodes recoveryCodes,
            PaperKeys paperKeys,
            EnrolledSession sessions,
            Notices notices,
            Audit audit) {
        this.active = active;
        this.factors = factors;
        this.recoveryCodes = recoveryCodes;
        this.paperKeys = paperKeys;
        this.sessions = sessions;
        this.notices = notices;
        this.audit = audit;
    }

    /**
     * The activation to perform.
     *
     * @param codes for a first factor; one that is added or replaces another leaves codes and paper key alone
     */
    public record Request(
            EnrollmentSubject caller,
            PendingFactor factor,
            Optional<NewRecoveryCodes> codes,
            boolean endOtherSessions,
            ClientContext context,
            Instant now) {

        UserId user() {
            return caller.userId();
        }
    }

    /** The result of an activation. */
    public record Done(String name, SessionGrant session) {}

    @Transactional(Transactional.TxType.MANDATORY)
    public Outcome<Done> activate(Request request) {
        // While the codes were hashed the session may have been ended, or the token voided.
        return active.require(request.caller()).then(user -> activate(request, user));
    }

    private Outcome<Done> activate(Request request, UserSnapshot user) {
        SetUpHolder holder = new SetUpHolder(request.caller().holder(), user.epoch());
        Optional<PendingFactor.Activated> activated = request.factor().activate(holder, request.now());
        if (activated.isEmpty()) {
            boolean confirmed = factors.list(request.user()).stream()
                    .anyMatch(each -> each.id().equals(request.factor().id()));
            return Outcome.refused(confirmed ? ProblemType.ALREADY_CONFIRMED : ProblemType.ENROLLMENT_EXPIRED);
        }
        request.codes().ifPresent(codes -> {
            recoveryCodes.replace(request.user(), codes, request.now());
            paperKeys.activate(
                    request.user(), new AuthenticatorId(request.factor().id()));
        });
        factors.noteChange(request.user());
        SessionGrant session = sessions.begin(
                request.caller(),
                request.factor().amr(),
                activated.get().replaced() ? Optional.of(request.factor().method()) : Optional.empty(),
                request.endOtherSessions(),
                request.context(),
                request.now());
        notifyUser(request, user, activated.get());
        return Outcome.of(new Done(activated.get().name(), session));
    }

    private void notifyUser(Request request, UserSnapshot user, PendingFactor.Activated activated) {
        MailKind kind = request.codes().isPresent()
                ? MailKind.TWO_FACTOR_ENABLED
                : activated.replaced()
                        ? MailKind.AUTHENTICATOR_REPLACED
                        : request.factor().addedMail();
        Map<String, String> more = Map.of(Notices.SUBJECT, request.factor().id().toString());
        notices.notifyUser(user.recipient(request.context()), kind, more, request.now());
        audit.record(AuditEntry.success(AuditType.TWO_FACTOR_ENABLED, request.now(), request.context())
                .user(user.id())
                .with("authenticator", request.factor().id().toString())
                .with("change", kind.text()));
    }
}
