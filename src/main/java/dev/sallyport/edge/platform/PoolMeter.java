package dev.sallyport.edge.platform;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** Shows in the metrics the pool of connections to the database, under names of this service and not of the pool. */
@Startup
@Singleton
class PoolMeter {

    private static final String CONNECTIONS = "sallyport.database.connections";

    private final AgroalDataSource pool;
    private final MeterRegistry meters;

    PoolMeter(AgroalDataSource pool, MeterRegistry meters) {
        this.pool = pool;
        this.meters = meters;
        show(CONNECTIONS, Tags.of("state", "active"), AgroalDataSourceMetrics::activeCount);
        show(CONNECTIONS, Tags.of("state", "idle"), AgroalDataSourceMetrics::availableCount);
        show("sallyport.database.waiting", Tags.empty(), AgroalDataSourceMetrics::awaitingCount);
        Gauge.builder(CONNECTIONS + ".max", this, PoolMeter::most).register(meters);
    }

    private void show(String name, Tags tags, ToDoubleFunction<AgroalDataSourceMetrics> figure) {
        Gauge.builder(name, pool, source -> figure.applyAsDouble(source.getMetrics()))
                .tags(tags)
                .register(meters);
    }

    private int most() {
        return pool.getConfiguration().connectionPoolConfiguration().maxSize();
    }
}
