package dev.sallyport.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
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
        try {
            KeyStore keys = load(alias);
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

    /** The certificate of a server, as a file that OpenSSL reads. */
    public Path certificate(String alias) throws IOException, GeneralSecurityException {
        return pem(
                alias + ".pem", "CERTIFICATE", load(alias).getCertificate(alias).getEncoded());
    }

    /** Its private key, which only the owner of the file can read: PostgreSQL refuses any other. */
    public Path privateKey(String alias) throws IOException, GeneralSecurityException {
        byte[] key = load(alias).getKey(alias, PASSWORD.toCharArray()).getEncoded();
        Path file = pem(alias + ".key", "PRIVATE KEY", key);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Path pem(String name, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(content);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(kind, text));
    }

    private KeyStore load(String alias) throws IOException, GeneralSecurityException {
        try (InputStream file = Files.newInputStream(store(alias))) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD.toCharArray());
            return keys;
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

    /** A certificate and its key as two files, as proxies read them. */
    public List<Path> pem(String alias) {
        server(alias, "dns:" + alias + ".test");
        Path certificate = folder.resolve(alias + ".pem");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                alias,
                "-keystore",
                store(alias).toString(),
                "-file",
                certificate.toString());
        try (InputStream file = Files.newInputStream(store(alias))) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD.toCharArray());
            byte[] key = keys.getKey(alias, PASSWORD.toCharArray()).getEncoded();
            String text = "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
            return List.of(certificate, Files.writeString(folder.resolve(alias + ".key"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
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
