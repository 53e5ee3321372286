package dev.sallyport.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * Lets the JVMs that share the tests look for them in turns. To do so, Quarkus writes an index among the test classes,
 * walks through them and deletes it again: two that do this at once trip over each other's file.
 */
public final class DiscoveryTurns implements LauncherDiscoveryListener {

    private static final Path FILE = Path.of("target", "discovery.lock");

    private FileChannel turn;

    @Override
    public void launcherDiscoveryStarted(LauncherDiscoveryRequest request) {
        try {
            Files.createDirectories(FILE.getParent());
            turn = FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            turn.lock();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void launcherDiscoveryFinished(LauncherDiscoveryRequest request) {
        try {
            turn.close(); // and with it the lock
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
