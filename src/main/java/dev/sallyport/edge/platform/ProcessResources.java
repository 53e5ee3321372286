package dev.sallyport.edge.platform;

import com.sun.management.OperatingSystemMXBean;
import dev.sallyport.security.crypto.HashingThreads;
import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * What the process is given, by its container or else by the machine, and what follows from it.
 *
 * @param memory in bytes
 * @param heap what the heap may grow to, in bytes
 */
record ProcessResources(int cores, long memory, long heap, int hashingThreads) {

    static final String CONNECTIONS = "quarkus.datasource.jdbc.max-size";

    private static final int CONNECTIONS_OF_A_CORE = 8;

    /** PostgreSQL takes a hundred connections by default: three large replicas stay below. */
    private static final int MOST_CONNECTIONS = 32;

    private static final long MIB = 1L << 20;

    static ProcessResources ofThisProcess() {
        Runtime runtime = Runtime.getRuntime();
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new ProcessResources(
                runtime.availableProcessors(),
                system.getTotalMemorySize(),
                runtime.maxMemory(),
                HashingThreads.ofThisProcess());
    }

    Map<String, String> supply() {
        return Map.of(CONNECTIONS, Integer.toString(connections()));
    }

    /** A transaction keeps a connection for a few milliseconds, of which a core computes less than half. */
    int connections() {
        return Math.min(CONNECTIONS_OF_A_CORE * cores, MOST_CONNECTIONS);
    }

    /**
     * For the log.
     *
     * @param connections that are configured
     */
    String sentence(int connections) {
        return "Sized for %d cores and %d MiB of memory: heap up to %d MiB, %d hashing threads, %d database connections"
                .formatted(cores, memory / MIB, heap / MIB, hashingThreads, connections);
    }
}
