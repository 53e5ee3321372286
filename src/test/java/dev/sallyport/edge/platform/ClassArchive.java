package dev.sallyport.edge.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
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

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path FILE = TARGET.resolve("started-service.jsa");
    private static final Path LOCK = TARGET.resolve("started-service.lock");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private ClassArchive() {}

    /**
     * The options with which the JVM uses the archive. The tests run in several processes, and one of them makes it;
     * the others do not wait for it, and start without. So does the check without slow tests: it starts too few services
     * to win back the time that an archive takes.
     */
    static synchronized List<String> options() {
        if (!Boolean.getBoolean("tests.many-starts")) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock mine = channel.tryLock()) {
            if (!isOfThisBuild() && mine != null) {
                make();
            }
            return isOfThisBuild() ? List.of("-XX:SharedArchiveFile=" + FILE) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Lets the programs of an environment that call {@code java} use the archive.
     *
     * @param folder an existing one of the test's own
     */
    static void addTo(Map<String, String> environment, Path folder) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("java-with-archive"));
        Path java = Files.writeString(programs.resolve("java"), """
                #!/bin/sh
                exec '%s' %s "$@"
                """.formatted(JAVA, String.join(" ", options())));
        if (!java.toFile().setExecutable(true)) {
            throw new IOException("not executable: " + java);
        }
        environment.merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
    }

    private static boolean isOfThisBuild() throws IOException {
        return Files.exists(FILE)
                && Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(StartedService.PROGRAM)) > 0;
    }

    private static void make() throws IOException {
        Path folder = Files.createTempDirectory("class-archive");
        Path made = TARGET.resolve("started-service.making");
        StartedService training = StartedService.start(folder, Map.of(), List.of("-XX:ArchiveClassesAtExit=" + made))
                .untilReady();
        training.askToStop();
        training.untilEnded();
        Files.move(made, FILE, StandardCopyOption.ATOMIC_MOVE);
    }
}
