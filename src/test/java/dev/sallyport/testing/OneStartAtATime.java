package dev.sallyport.testing;

import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Lets one test JVM at a time build and start its application. Quarkus writes an index of the test classes into their
 * folder while it builds, and reads it when the application starts: a second JVM would read half an index. JVMs whose
 * tests start packaged services wait for none: only the build of the others sets the property that asks for turns.
 */
public final class OneStartAtATime implements LauncherSessionListener, TestExecutionListener {

    private static final Path LOCK = Path.of("target", "test-start.lock");

    private static final String STARTED = OneStartAtATime.class.getName();

    private static final boolean TAKES_TURNS = Boolean.getBoolean("tests.start-in-turn");

    private static FileChannel held;

    /** Quarkus loads it once more, by a loader of its own, so that only the JVM has something in common with it. */
    public static final class Started implements QuarkusTestBeforeClassCallback {

        @Override
        public void beforeClass(Class<?> test) {
            System.setProperty(STARTED, "true");
        }
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        take();
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest() && Boolean.getBoolean(STARTED)) {
            release();
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        release();
    }

    private static synchronized void take() {
        if (TAKES_TURNS && held == null && LOCK.getParent().toFile().isDirectory()) {
            try {
                held = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                held.lock(); // until the channel is closed, or the JVM ends
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static synchronized void release() {
        if (held != null) {
            try {
                held.close();
                held = null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
