package dev.sallyport.factors.recovery;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.password.SerialPerUser;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.sessions.session.ActiveCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Renews recovery codes and paper key of a user with two-factor sign-in. */
@ApplicationScoped
class RecoveryService {

    private final RecoveryCodes codes;
    private final PaperKeys paperKeys;
    private final RenewalAllowance allowance;
    private final SerialPerUser serial;
    private final ActiveCaller active;
    private final RecoveryTrail trail;
    private final Clock clock;

    RecoveryService(
            RecoveryCodes codes,
            PaperKeys paperKeys,
            RenewalAllowance allowance,
            SerialPerUser serial,
            ActiveCaller active,
            RecoveryTrail trail,
            Clock clock) {
        this.codes = codes;
        this.paperKeys = paperKeys;
        this.allowance = allowance;
        this.serial = serial;
        this.active = active;
        this.trail = trail;
        this.clock = clock;
    }

    @Transactional
    RecoveryCodesStatus status(UserId user) {
        Optional<Instant> generatedAt = codes.generatedAt(user);
        RecoveryCodeCounts counts = codes.count(user);
        return new RecoveryCodesStatus(
                counts.total(), counts.remaining(), generatedAt.orElse(null), paperKeys.exists(user));
    }

    /** Creates new codes and revokes the old ones in the same transaction. */
    List<String> regenerate(UserCaller caller, ClientContext context) {
        begin(caller, context);
        return serial.call(caller.userId(), () -> regenerateInTurn(caller, context));
    }

    private List<String> regenerateInTurn(UserCaller caller, ClientContext context) {
        NewRecoveryCodes fresh = codes.generate();
        Transactions.run(() -> {
            Instant now = clock.instant();
            UserSnapshot user = lock(caller);
            codes.replace(user.id(), fresh, now);
            trail.renewed(
                    user, AuditType.RECOVERY_CODES_REGENERATED, MailKind.RECOVERY_CODES_REGENERATED, context, now);
        });
        return fresh.shown();
    }

    /** Creates a new paper key and revokes the old one. */
    String renewPaperKey(UserCaller caller, ClientContext context) {
        begin(caller, context);
        return Transactions.call(() -> {
            Instant now = clock.instant();
            UserSnapshot user = lock(caller);
            String key = paperKeys.renew(user.id(), new AuthenticatorId(Ids.next()), now);
            trail.renewed(user, AuditType.PAPER_KEY_RENEWED, MailKind.PAPER_KEY_RENEWED, context, now);
            return key;
        });
    }

    private void begin(UserCaller caller, ClientContext context) {
        if (!caller.twoFactorEnabled()) {
            throw notOn();
        }
        Transactions.call(() -> spend(caller.userId(), context)).orElseThrow();
    }

    private Outcome<Void> spend(UserId user, ClientContext context) {
        Instant now = clock.instant();
        Optional<Duration> wait = allowance.spend(user, now);
        if (wait.isEmpty()) {
            return Outcome.of(null);
        }
        trail.limited(user, context, now);
        return Outcome.refused(new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                .detail(
                        "Too many new recovery codes and paper keys in an hour. Try again after the time in Retry-After.")
                .retryAfter(wait.get()));
    }

    /**
     * The user, if nothing has changed since the request began: the session is alive, and the user still has a set of
     * codes, as every user with two-factor sign-in does.
     */
    private UserSnapshot lock(UserCaller caller) {
        UserSnapshot user = active.require(caller).orElseThrow();
        if (!codes.exist(user.id())) {
            throw notOn();
        }
        return user;
    }

    private static ProblemException notOn() {
        return new ProblemException(ProblemType.CONFLICT)
                .detail("Two-factor sign-in is off. Set up a second factor first.");
    }
}
