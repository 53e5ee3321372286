package dev.sallyport.selfservice.erasure;

import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.ErasedTrail;
import dev.sallyport.sessions.session.Epochs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/**
 * Erases a locked user in one transaction: every row about them, the user, and the first events of the trail. What is
 * left of the trail follows by {@link ErasureSchedule}.
 */
@ApplicationScoped
class UserRemoval {

    /** What takes less than a tenth of a second. */
    static final int EVENTS = 1000;

    private final Epochs epochs;
    private final ErasedRows rows;
    private final ErasedTrail trail;
    private final UserErasureRepository erasures;
    private final ErasureMails mails;
    private final Users users;
    private final Audit audit;

    UserRemoval(
            Epochs epochs,
            ErasedRows rows,
            ErasedTrail trail,
            UserErasureRepository erasures,
            ErasureMails mails,
            Users users,
            Audit audit) {
        this.epochs = epochs;
        this.rows = rows;
        this.trail = trail;
        this.erasures = erasures;
        this.mails = mails;
        this.users = users;
        this.audit = audit;
    }

    /** @param entry says who erases the user, and why; its address and details go with those of all the others */
    @Transactional(Transactional.TxType.MANDATORY)
    void remove(KnownUser user, AuditEntry entry, Instant now) {
        epochs.disable(user.id(), now);
        audit.record(entry); // before the memberships go: the accounts of the user can read it
        rows.removeOf(user.id(), Optional.of(user.email()));
        users.erase(user.id(), user.email());
        mails.done(user.email(), user.locale(), now);
        clear(UserErasure.done(user.id(), now), now);
    }

    /** Continues an erasure whose user is gone. */
    @Transactional(Transactional.TxType.MANDATORY)
    void advance(UserErasure erasure, Instant now) {
        if (erasure.stage() == ErasureStage.SWEEP) {
            rows.removeOf(erasure.user(), Optional.empty());
        }
        clear(erasure, now);
    }

    private void clear(UserErasure erasure, Instant now) {
        UserId user = erasure.user();
        erasure.after(trail.clear(user, erasure.reached(), EVENTS), now)
                .ifPresentOrElse(erasures::save, () -> erasures.remove(user));
    }
}
