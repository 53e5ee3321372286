package dev.sallyport.trail.siem;

import dev.sallyport.security.audit.AuditConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Sends the trail to the receivers that are set: each on a thread of its own, so that one that hangs slows no other.
 */
@Startup
@Singleton
class SiemJob {

    private static final int PATIENCE_SECONDS = 1;

    private final List<SiemWorker> workers;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "siem export");
        thread.setDaemon(true);
        return thread;
    });

    SiemJob(
            Receivers receivers,
            SiemRepository rows,
            SiemConfig config,
            AuditConfig trail,
            MeterRegistry meters,
            Clock clock) {
        this.workers = Receivers.NAMES.stream()
                .map(name -> new SiemWorker(
                        name,
                        receivers.find(name).map(each -> new SiemExport(each, rows, config, trail, clock)),
                        meters,
                        clock))
                .toList();
    }

    void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
        threads.shutdownNow();
        if (threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            workers.forEach(SiemWorker::stop);
        }
    }

    @Scheduled(every = "1s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onTick() {
        if (threads.isShutdown()) {
            return;
        }
        workers.stream().filter(SiemWorker::begin).forEach(worker -> threads.execute(worker::run));
    }

    @Scheduled(every = "30s", delayed = "20s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        workers.forEach(SiemWorker::look);
    }
}
