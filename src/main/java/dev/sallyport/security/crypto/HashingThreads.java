package dev.sallyport.security.crypto;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many slow hashes run at the same time: one for each core, as far as there is memory for them. */
public final class HashingThreads {

    private static final long MIB = 1L << 20;

    /** What a hash holds outside of the heap, as {@link Argon2id} says. */
    private static final long HASH = 19 * MIB;

    /** What the JVM itself takes in addition to the heap: classes, compiled code, stacks and buffers. */
    private static final long JVM = 224 * MIB;

    private HashingThreads() {}

    /** For the cores and the memory that the container gives, or else the machine. */
    public static int ofThisProcess() {
        Runtime runtime = Runtime.getRuntime();
        return of(
                runtime.availableProcessors(),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
                runtime.maxMemory());
    }

    /**
     * At least one.
     *
     * @param cores that the process may use
     * @param memory that the process may use, in bytes
     * @param heap what the heap may grow to, in bytes
     */
    static int of(int cores, long memory, long heap) {
        long room = (memory - heap - JVM) / HASH;
        return (int) Math.max(1, Math.min(cores, room));
    }
}
