package dev.sallyport.selfservice.erasure;

import dev.sallyport.base.database.BestEffort;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Continues erasures on the first replica that finds them due. Each step is one commit, and can be repeated. */
@Singleton
class ErasureSchedule {

    private static final Logger LOG = Logger.getLogger(ErasureSchedule.class);

    private final Erasures users;
    private final AccountErasures accounts;

    ErasureSchedule(Erasures users, AccountErasures accounts) {
        this.users = users;
        this.accounts = accounts;
    }

    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onTick() {
        attempt(this::users);
        attempt(() -> BestEffort.each(
                LOG,
                "The erasure of account %s is continued later"::formatted,
                accounts.unfinished(),
                accounts::finish));
    }

    private void users() {
        while (users.advanceDue()) {
            LOG.debug("An erasure went a step further");
        }
    }

    private static void attempt(Runnable work) {
        BestEffort.run(LOG, "Erasures are continued later", work);
    }
}
