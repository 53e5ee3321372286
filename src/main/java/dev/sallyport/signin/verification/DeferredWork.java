package dev.sallyport.signin.verification;

import dev.sallyport.base.database.BoundedWork;
import dev.sallyport.base.database.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Work after a response, in its own transaction, because the response time must not reveal whether there was work to
 * do. It is lost if the process dies or too much waits, and the user can request it again.
 */
@Singleton
class DeferredWork {

    /** Few, so that the work leaves most database connections to requests. */
    private static final int THREADS = 4;

    /** A minute of work at the rate at which passwords can be compared. */
    private static final int MAX_WAITING = 10_000;

    private final BoundedWork work = new BoundedWork(
            Logger.getLogger(DeferredWork.class),
            "Deferred work after a sign-in failed",
            "deferred sign-in work",
            THREADS,
            MAX_WAITING);

    void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
        work.stop();
    }

    /** Begins the work on another thread; what it reads MUST be committed before. */
    void run(Runnable deferred) {
        work.run(() -> Transactions.run(deferred));
    }
}
