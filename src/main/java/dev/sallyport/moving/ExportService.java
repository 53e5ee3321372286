package dev.sallyport.moving;

import dev.sallyport.accounts.account.ExportedUser;
import dev.sallyport.accounts.account.PendingErasures;
import dev.sallyport.accounts.account.UserExport;
import dev.sallyport.base.database.Snapshots;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Exports every user, page by page: a page is read as it is at one time, and no connection is held while it is
 * encrypted and sent. A user who is created meanwhile may be in or not.
 */
@ApplicationScoped
class ExportService {

    private static final Logger LOG = Logger.getLogger(ExportService.class);

    private static final int PAGE = 100;

    private final UserExport users;
    private final ExportedSecrets secrets;
    private final ExportTrail trail;
    private final PendingErasures leaving;
    private final Snapshots snapshots;
    private final Clock clock;

    ExportService(
            UserExport users,
            ExportedSecrets secrets,
            ExportTrail trail,
            PendingErasures leaving,
            Snapshots snapshots,
            Clock clock) {
        this.users = users;
        this.secrets = secrets;
        this.trail = trail;
        this.leaving = leaving;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    private record Page(List<ExportedUser> users, Set<UserId> leaving, ExportedSecrets.OfUsers secrets) {}

    /** Records and tells that an export begins: before {@link #run}. */
    void begin(ExportTask task) {
        trail.begun(task, clock.instant());
    }

    /**
     * Gives each user to the sink. How many there were is recorded also where the receiver is gone before the end. A
     * user with a secret that does not open is left out, instead of losing a factor unnoticed. So is a user who waits
     * for the erasure, which no other system would make.
     */
    ExportCounts run(ExportTask task, Consumer<ImportRow> sink) {
        return run(task, UserId.NONE, sink);
    }

    /** @param after the id behind which the users begin */
    ExportCounts run(ExportTask task, UserId after, Consumer<ImportRow> sink) {
        ExportCounts counts = ExportCounts.NONE;
        boolean complete = false;
        try {
            UserId last = after;
            for (Page page = page(last); !page.users().isEmpty(); page = page(last)) {
                ExportedRows rows = new ExportedRows(task.recipient(), page.secrets());
                for (ExportedUser user : page.users()) {
                    last = user.id();
                    if (page.leaving().contains(last)) {
                        counts = counts.leftOutLeaving();
                    } else if (page.secrets().unreadable().contains(last)) {
                        LOG.errorf(
                                "User %s is not exported: a secret does not open with the keys of this keyset", last);
                        counts = counts.leftOutUnreadable();
                    } else {
                        sink.accept(rows.row(user));
                        counts = counts.exported();
                    }
                }
            }
            complete = true;
        } finally {
            trail.ended(task, counts, complete, clock.instant());
        }
        return counts;
    }

    private Page page(UserId after) {
        return snapshots.call(() -> {
            List<ExportedUser> found = users.page(after, PAGE);
            List<UserId> ids = found.stream().map(ExportedUser::id).toList();
            return new Page(found, leaving.among(ids), secrets.find(ids));
        });
    }
}
