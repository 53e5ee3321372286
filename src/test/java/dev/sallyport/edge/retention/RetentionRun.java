package dev.sallyport.edge.retention;

import jakarta.inject.Singleton;

/** A run of retention, for tests of other packages. */
@Singleton
public class RetentionRun {

    private final Retention retention;

    RetentionRun(Retention retention) {
        this.retention = retention;
    }

    public void clearAway() {
        retention.clearAway();
    }
}
