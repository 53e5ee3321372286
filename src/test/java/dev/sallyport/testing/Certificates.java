package dev.sallyport.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates that the JDK's keytool makes for a test, each signed by itself. */
public final class Certificates {

    /** Of every store. */
    public static final String PASSWORD = "changeit";

    private final Path folder;

    /** @param folder where the stores are kept */
    public Certificates(Path folder) {
        this.folder = folder;
    }

    /** A server that shows a certificate with this alternative name: {@code ip:127.0.0.1}, {@code dns:mail.test}. */
    public SSLContext server(String alias, String alternativeName) {
        keytool(
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias,
                "-ext",
                "san=" + alternativeName,
                "-keystore",
                store(alias).toString());
        try (InputStream file = Files.newInputStream(store(alias))) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A store of those that a client is to believe. */
    public Path trust(String... aliases) {
        for (String alias : aliases) {
            Path certificate = folder.resolve(alias + ".crt");
            keytool("-exportcert", "-alias", alias, "-keystore", store(alias) + "", "-file", certificate + "");
            keytool(
                    "-importcert",
                    "-noprompt",
                    "-alias",
                    alias,
                    "-keystore",
                    store("trusted").toString(),
                    "-file",
                    certificate.toString());
        }
        return store("trusted");
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private static void keytool(String... arguments) {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                arguments[0],
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD),
                        Stream.of(arguments).skip(1))
                .toList();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
