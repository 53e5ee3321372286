package dev.sallyport.edge.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * The classes that a start loads, in the form that the JVM maps into memory: made once for a build, by a start of its
 * own, it makes every start of a test a third shorter.
 */
final class ClassArchive {

    private static final Path FILE = Path.of("target", "started-service.jsa").toAbsolutePath();
    private static final Path LOCK = Path.of("target", "started-service.lock");

    private ClassArchive() {}

    /**
     * The options with which the JVM uses the archive. The tests run in several processes, and one of them makes it.
     */
    static synchronized List<String> options() {
        try (FileChannel lock = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            if (!isOfThisBuild()) {
                make();
            }
            return List.of("-XX:SharedArchiveFile=" + FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOfThisBuild() throws IOException {
        return Files.exists(FILE)
                && Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(StartedService.PROGRAM)) > 0;
    }

    private static void make() throws IOException {
        Path folder = Files.createTempDirectory("class-archive");
        Path made = folder.resolve("made.jsa");
        StartedService training = StartedService.start(folder, Map.of(), List.of("-XX:ArchiveClassesAtExit=" + made))
                .untilReady();
        training.askToStop();
        training.untilEnded();
        Files.move(made, FILE, StandardCopyOption.REPLACE_EXISTING);
    }
}
