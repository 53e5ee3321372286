package dev.sallyport.selfservice.erasure;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.WaitingWork;
import dev.sallyport.base.ids.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The erasure of one user.
 *
 * @param withAccounts whether it also erases the accounts that would have no owner
 * @param dueAt when the stage is due
 * @param reached the events of the trail up to this one are done; empty: none
 * @param failures how often the next step has failed
 */
record UserErasure(
        UserId user,
        Instant requestedAt,
        boolean withAccounts,
        ErasureStage stage,
        Instant dueAt,
        Optional<UUID> reached,
        int failures) {

    /** Longer than any request takes that has read the user before. */
    static final Duration UNTIL_SWEEP = Duration.ofMinutes(10);

    static UserErasure ofRow(Row row) {
        return new UserErasure(
                new UserId(row.uuid("user_id")),
                row.instant("requested_at"),
                row.flag("with_accounts"),
                ErasureStage.of(row.text("stage")),
                row.instant("due_at"),
                row.find("reached", UUID.class),
                row.integer("failures"));
    }

    /** An erasure that the user asks for. */
    static UserErasure requested(UserId user, boolean withAccounts, Instant now, Duration wait) {
        return new UserErasure(user, now, withAccounts, ErasureStage.WAITING, now.plus(wait), Optional.empty(), 0);
    }

    /** An erasure whose user has been deleted. */
    static UserErasure done(UserId user, Instant now) {
        return new UserErasure(user, now, false, ErasureStage.TRAIL, now, Optional.empty(), 0);
    }

    /**
     * What comes after some events of the trail; empty at the end.
     *
     * @param more the last of them, if there can be more
     */
    Optional<UserErasure> after(Optional<UUID> more, Instant now) {
        if (more.isPresent()) {
            return Optional.of(new UserErasure(user, requestedAt, withAccounts, stage, now, more, 0));
        }
        return stage == ErasureStage.SWEEP
                ? Optional.empty()
                : Optional.of(new UserErasure(
                        user,
                        requestedAt,
                        withAccounts,
                        ErasureStage.SWEEP,
                        now.plus(UNTIL_SWEEP),
                        Optional.empty(),
                        0));
    }

    /** When a step that has failed once more is tried again. */
    Instant retryAt(Instant now) {
        return WaitingWork.retryAt(failures, now);
    }
}
