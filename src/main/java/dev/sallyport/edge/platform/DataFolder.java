package dev.sallyport.edge.platform;

import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.RandomBytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folder of the embedded default: the database, its password and the keys, for their owner only. */
final class DataFolder {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    static final String KEYSET = "keyset.json";

    private final Path root;
    private @Nullable FileLock lock;

    private DataFolder(Path root) {
        this.root = root;
    }

    static DataFolder in(Path folder) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        Files.createDirectories(root, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        return new DataFolder(root);
    }

    /** Whether another process keeps others out. */
    boolean isHeld() throws IOException {
        try (FileChannel channel =
                        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free == null;
        }
    }

    /** Keeps other processes out until this one ends, however it ends. */
    void hold() throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw Refusal.because("another process is using the data folder " + root
                    + ". Stop that process, or set SALLYPORT_DATA_DIR to another folder");
        }
    }

    Path database() {
        return root.resolve("postgresql");
    }

    /** Exists during a first start: files that an interrupted first start left contain no data yet. */
    Path unfinished() {
        return root.resolve("unfinished");
    }

    /**
     * The folder for the server's binaries. The library makes it writable for all, so its parent is closed to other
     * users.
     */
    Path binaries() throws IOException {
        Path closed = root.resolve("binaries");
        Files.createDirectories(closed);
        Files.setPosixFilePermissions(closed, OWNER_ONLY);
        return closed.resolve("unpacked");
    }

    /**
     * The database password. Only this process and its owner can read it, so other users of the machine cannot connect.
     */
    Path passwordFile() throws IOException {
        Path file = root.resolve("password");
        if (Files.notExists(file)) {
            write(file, HexFormat.of().formatHex(RandomBytes.of(24)));
        }
        return file;
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).trim();
    }

    /** The keys, created at the first start only: new keys could not decrypt an existing database. */
    Path keyset() throws IOException {
        Path file = root.resolve(KEYSET);
        if (Files.notExists(file)) {
            if (Files.exists(database()) && Files.notExists(unfinished())) {
                throw Refusal.because("the keys of the database in " + root + " are missing. Restore " + file);
            }
            write(file, Keyset.generate());
        }
        return file;
    }

    void release() throws IOException {
        if (lock != null) {
            lock.acquiredBy().close();
        }
    }

    // renamed into place, so that a start that is killed halfway leaves no half file
    private static void write(Path file, String content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, OWNER_FILE);
        Files.writeString(fresh, content, StandardOpenOption.SYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
