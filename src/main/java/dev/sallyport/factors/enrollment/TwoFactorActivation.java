package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.recovery.NewRecoveryCodes;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.factors.totp.SetUpHolder;
import dev.sallyport.factors.totp.TotpBinding;
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

/** Applies the consequences of a confirming code in one transaction. */
@ApplicationScoped
class TwoFactorActivation {

    private final ActiveCaller active;
    private final TotpBinding binding;
    private final RecoveryCodes recoveryCodes;
    private final PaperKeys paperKeys;
    private final EnrolledSession sessions;
    private final Notices notices;
    private final Audit audit;

    TwoFactorActivation(
            ActiveCaller active,
            TotpBinding binding,
            RecoveryCodes recoveryCodes,
            PaperKeys paperKeys,
            EnrolledSession sessions,
            Notices notices,
            Audit audit) {
        this.active = active;
        this.binding = binding;
        this.recoveryCodes = recoveryCodes;
        this.paperKeys = paperKeys;
        this.sessions = sessions;
        this.notices = notices;
        this.audit = audit;
    }

    /**
     * What is to be done.
     *
     * @param codes for a first authenticator; one that is added or replaces another leaves codes and paper key alone
     */
    record Request(
            EnrollmentSubject caller,
            AuthenticatorId authenticator,
            long step,
            Optional<NewRecoveryCodes> codes,
            boolean endOtherSessions,
            ClientContext context,
            Instant now) {

        UserId user() {
            return caller.userId();
        }
    }

    /** What was done. */
    record Done(String name, SessionGrant session) {}

    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Done> activate(Request request) {
        // While the codes were hashed the session may have been ended, or the token voided.
        return active.require(request.caller()).then(user -> activate(request, user));
    }

    private Outcome<Done> activate(Request request, UserSnapshot user) {
        SetUpHolder holder = new SetUpHolder(request.caller().holder(), user.epoch());
        Optional<TotpBinding.Activated> activated =
                binding.activate(request.authenticator(), request.user(), holder, request.step(), request.now());
        if (activated.isEmpty()) {
            boolean confirmed = binding.listBound(request.user()).stream()
                    .anyMatch(each -> each.id().equals(request.authenticator()));
            return Outcome.refused(confirmed ? ProblemType.ALREADY_CONFIRMED : ProblemType.ENROLLMENT_EXPIRED);
        }
        request.codes().ifPresent(codes -> {
            recoveryCodes.replace(request.user(), codes, request.now());
            paperKeys.activate(request.user(), request.authenticator());
        });
        SessionGrant session =
                sessions.begin(request.caller(), request.endOtherSessions(), request.context(), request.now());
        notifyUser(request, user, activated.get());
        return Outcome.of(new Done(activated.get().name(), session));
    }

    private void notifyUser(Request request, UserSnapshot user, TotpBinding.Activated activated) {
        MailKind kind = request.codes().isPresent()
                ? MailKind.TWO_FACTOR_ENABLED
                : activated.replaced() ? MailKind.AUTHENTICATOR_REPLACED : MailKind.AUTHENTICATOR_ADDED;
        Map<String, String> more =
                Map.of(Notices.SUBJECT, request.authenticator().toString());
        notices.notifyUser(user.recipient(request.context()), kind, more, request.now());
        audit.record(AuditEntry.success(AuditType.TWO_FACTOR_ENABLED, request.now(), request.context())
                .user(user.id())
                .with("authenticator", request.authenticator().toString())
                .with("change", kind.text()));
    }
}
