package dev.sallyport.signin.verification;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.SerialPerUser;
import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.factors.recovery.NewRecoveryCodes;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.session.SessionGrant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * After the last recovery code, a new set is created at once and returned with the response, so that the user always
 * has recovery codes and does not have to create them first.
 */
@ApplicationScoped
class LastRecoveryCode {

    private static final Logger LOG = Logger.getLogger(LastRecoveryCode.class);

    private final RecoveryCodes codes;
    private final SerialPerUser serial;
    private final Users users;
    private final Notices notices;
    private final Audit audit;
    private final Clock clock;

    LastRecoveryCode(
            RecoveryCodes codes, SerialPerUser serial, Users users, Notices notices, Audit audit, Clock clock) {
        this.codes = codes;
        this.serial = serial;
        this.users = users;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The step with new codes in it, where it was passed by the last one. It takes ten slow hashes in the user's turn,
     * so it MUST be called outside a transaction, and after the commit of the step, so that only a right code costs
     * them. If they cannot be generated now, the response is unchanged: its notice says that no code is left.
     */
    SignInResult.Complete renewAfter(SignInResult.Complete signedIn, ClientContext context) {
        return signedIn.usedLastRecoveryCode()
                ? renew(signedIn.session(), context)
                        .map(signedIn::withRecoveryCodes)
                        .orElse(signedIn)
                : signedIn;
    }

    private Optional<List<String>> renew(SessionGrant session, ClientContext context) {
        try {
            NewRecoveryCodes fresh = serial.call(session.user().id(), codes::generate);
            boolean replaced = Transactions.call(() -> replace(session, fresh, context, clock.instant()));
            return replaced ? Optional.of(fresh.shown()) : Optional.empty();
        } catch (ProblemException busy) {
            return Optional.empty();
        } catch (RuntimeException failure) {
            // The step is committed: its tokens must reach the client, whatever happens here.
            BestEffort.failed(LOG, "New recovery codes are not created after the last one", failure);
            return Optional.empty();
        }
    }

    /** Nothing happened meanwhile: the same epoch, and still a set of which nothing is left. */
    private boolean replace(SessionGrant session, NewRecoveryCodes fresh, ClientContext context, Instant now) {
        Optional<UserSnapshot> user = users.lockActive(session.user().id())
                .filter(found -> found.epoch() == session.user().epoch())
                .filter(found -> codes.exist(found.id()) && codes.remaining(found.id()) == 0);
        user.ifPresent(owner -> {
            codes.replace(owner.id(), fresh, now);
            audit.record(AuditEntry.success(AuditType.RECOVERY_CODES_REGENERATED, now, context)
                    .user(owner.id()));
            notices.notifyUser(owner.recipient(context), MailKind.RECOVERY_CODES_REGENERATED, now);
        });
        return user.isPresent();
    }
}
