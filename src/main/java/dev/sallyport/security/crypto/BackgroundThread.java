package dev.sallyport.security.crypto;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.jboss.logging.Logger;

/**
 * Lets other threads of the machine go first. On Linux each thread has a nice value of its own, which any process may
 * raise; Java sets none, unless the whole JVM is started with {@code -XX:ThreadPriorityPolicy}. Elsewhere nothing is
 * done.
 */
public final class BackgroundThread {

    private static final Logger LOG = Logger.getLogger(BackgroundThread.class);

    /** A thread of this nice value gets a tenth of a core that another thread wants too. */
    static final int NICE = 10;

    private static final int PRIO_PROCESS = 0;

    private static final int THIS_THREAD = 0;

    private BackgroundThread() {}

    /** As the C library has it. */
    interface Priorities extends Library {
        int setpriority(int which, int who, int nice) throws LastErrorException;
    }

    /** Makes the current thread one of the background, for good. */
    public static void become() {
        if (!Platform.isLinux()) {
            return;
        }
        try {
            Native.load("c", Priorities.class).setpriority(PRIO_PROCESS, THIS_THREAD, NICE);
        } catch (LastErrorException | UnsatisfiedLinkError refused) {
            LOG.debug("The threads that hash have the priority of all others", refused);
        }
    }
}
