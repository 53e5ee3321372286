package dev.sallyport.support.reset;

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
        try {
            while (decisions.executeDue()) {
                LOG.debug("An approved reset was executed");
            }
        } catch (RuntimeException failure) {
            LOG.warnf(
                    "Approved resets cannot be executed now: %s",
                    failure.getClass().getSimpleName());
        }
    }
}
