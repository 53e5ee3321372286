package dev.sallyport.selfservice.emailchange;

import dev.sallyport.accounts.account.EmailUniqueness;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.email.EmailCodes;
import dev.sallyport.factors.factor.CodeCheckContext;
import dev.sallyport.factors.factor.CodeInput;
import dev.sallyport.factors.factor.CodeProblems;
import dev.sallyport.factors.factor.CodeResult;
import dev.sallyport.factors.factor.CodeVerification;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.ActiveCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Completes the change of an email address with the code that was sent to it. */
@ApplicationScoped
class EmailConfirmationService {

    private final EmailChangeRepository rows;
    private final EmailCodes emailCodes;
    private final CodeVerification codes;
    private final ActiveCaller active;
    private final NewEmail newEmail;
    private final Clock clock;

    EmailConfirmationService(
            EmailChangeRepository rows,
            EmailCodes emailCodes,
            CodeVerification codes,
            ActiveCaller active,
            NewEmail newEmail,
            Clock clock) {
        this.rows = rows;
        this.emailCodes = emailCodes;
        this.codes = codes;
        this.active = active;
        this.newEmail = newEmail;
        this.clock = clock;
    }

    /** A change whose code was right, and its user as they were before it. */
    private record Confirmed(EmailChange change, UserSnapshot user) {}

    void confirm(UserCaller caller, String typed, ClientContext context) {
        String code = CodeInput.sixDigits(typed).orElseThrow(() -> CodeProblems.malformed(FactorMethod.EMAIL_CODE));
        EmailUniqueness.inTransaction(() -> confirmWithin(caller, code, context));
    }

    /** A wrong code also counts against the user, like every other code: there can be many changes. */
    private Outcome<Void> confirmWithin(UserCaller caller, String code, ClientContext context) {
        Instant now = clock.instant();
        CodeCheckContext codeContext = new CodeCheckContext(
                FactorMethod.EMAIL_CODE,
                refused(AuditType.EMAIL_CHANGE_CODE_FAIL, caller, context, now),
                refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, caller, context, now),
                false);
        return codes.verify(codeContext, spent -> check(caller, code, now))
                .then(confirmed -> changeEmail(confirmed, caller, context, now));
    }

    private CodeResult<Confirmed> check(UserCaller caller, String code, Instant now) {
        Optional<UserSnapshot> user = active.lock(caller);
        if (user.isEmpty()) {
            return CodeResult.unchecked(new ProblemException(ProblemType.NOT_AUTHENTICATED));
        }
        Optional<EmailChange> waiting = rows.findByIdOptional(caller.userId())
                .filter(change -> change.isOpen(caller.sessionId(), user.get().epoch(), now));
        if (waiting.isEmpty()) {
            return CodeResult.unchecked(
                    new ProblemException(ProblemType.GONE).detail("No change of email is pending. Request a new one."));
        }
        EmailChange change = waiting.get();
        int left = change.spendAttempt();
        return emailCodes.matches(change.id(), code)
                ? CodeResult.accepted(new Confirmed(change, user.get()))
                : CodeResult.wrong(left, Optional.empty());
    }

    private Outcome<Void> changeEmail(Confirmed confirmed, UserCaller caller, ClientContext context, Instant now) {
        return newEmail.changeEmail(confirmed.user(), confirmed.change().email(), caller.sessionId(), context, now)
                .map(moved -> {
                    rows.delete(confirmed.change());
                    return null;
                });
    }

    private static AuditEntry refused(AuditType type, UserCaller caller, ClientContext context, Instant now) {
        return AuditEntry.refused(type, now, context).user(caller.userId());
    }
}
