package dev.sallyport.base.database;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Work whose failure stops nothing else: a job that runs again, or what follows a commit and must not fail the answer
 * to it. An outage of the database is one line in the log. Anything else is a fault of the service, and is logged with
 * its stack trace.
 */
public final class BestEffort {

    private BestEffort() {}

    /**
     * Runs the work; a failure is logged and not thrown.
     *
     * @param consequence what a failure means, as a sentence without its full stop
     * @return whether the work was done
     */
    public static boolean run(Logger log, String consequence, Runnable work) {
        return run(log, Logger.Level.WARN, consequence, work);
    }

    /**
     * The same for work that only reads: an outage is logged at debug level, since the check of the database reports
     * it, and one alarm is enough.
     */
    public static boolean look(Logger log, String consequence, Runnable work) {
        return run(log, Logger.Level.DEBUG, consequence, work);
    }

    /**
     * Does the work for each of these. One that fails is logged and delays no other. An outage that two of them meet in
     * a row ends the work, since it fails them all.
     *
     * @param consequence what the failure of one means, with its id, as a sentence without its full stop
     * @return whether the work was done for all
     */
    public static <T> boolean each(Logger log, Function<T, String> consequence, Collection<T> all, Consumer<T> work) {
        boolean done = true;
        boolean away = false;
        for (T one : all) {
            try {
                work.accept(one);
                away = false;
            } catch (RuntimeException failure) {
                failed(log, consequence.apply(one), failure);
                done = false;
                boolean isOutage = Outage.in(failure).isPresent();
                if (isOutage && away) {
                    return false;
                }
                away = isOutage;
            }
        }
        return done;
    }

    private static boolean run(Logger log, Logger.Level outages, String consequence, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException failure) {
            failed(log, outages, Logger.Level.WARN, consequence, failure);
            return false;
        }
    }

    /** Logs a failure that the caller handles. */
    public static void failed(Logger log, String consequence, RuntimeException failure) {
        failed(log, Logger.Level.WARN, consequence, failure);
    }

    /** The same at another level. */
    public static void failed(Logger log, Logger.Level level, String consequence, RuntimeException failure) {
        failed(log, level, level, consequence, failure);
    }

    private static void failed(
            Logger log, Logger.Level outages, Logger.Level faults, String consequence, RuntimeException failure) {
        Optional<String> outage = Outage.in(failure);
        if (outage.isPresent()) {
            log.log(outages, consequence + ": " + outage.get());
        } else {
            log.log(faults, consequence, failure);
        }
    }
}
