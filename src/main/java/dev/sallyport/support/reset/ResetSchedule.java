package dev.sallyport.support.reset;

import dev.sallyport.base.database.BestEffort;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Executes approved resets when they are due, on the first replica that finds them. */
@Singleton
class ResetSchedule {

    private static final Logger LOG = Logger.getLogger(ResetSchedule.class);

    private final DecisionService decisions;

    ResetSchedule(DecisionService decisions) {
        this.decisions = decisions;
    }

    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onTick() {
        BestEffort.run(LOG, "Approved resets cannot be executed now", () -> {
            while (decisions.executeDue()) {
                LOG.debug("An approved reset was executed");
            }
        });
    }
}
