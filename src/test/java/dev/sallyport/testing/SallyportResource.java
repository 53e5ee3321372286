package dev.sallyport.testing;

import dev.sallyport.security.crypto.Keyset;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What an operator would configure: keys, a mail server and the first client. */
@WithTestResource(value = SallyportResource.class, scope = TestResourceScope.GLOBAL)
public class SallyportResource implements QuarkusTestResourceLifecycleManager {

    public static final String CLIENT_ID = "test-client";
    public static final String CLIENT_SECRET = "a-secret-for-tests-only-5Yw0kPzQ7r";

    /** One keyset for the JVM: another test profile may come with another class loader, but the same database. */
    private static final String KEYSET = SallyportResource.class.getName() + ".keyset";

    @Override
    public Map<String, String> start() {
        try {
            return Map.of(
                    "sallyport.keyset-file",
                    keyset(),
                    "sallyport.bootstrap-client-id",
                    CLIENT_ID,
                    "sallyport.bootstrap-client-secret",
                    CLIENT_SECRET,
                    "quarkus.mailer.host",
                    "127.0.0.1",
                    "quarkus.mailer.port",
                    Integer.toString(Ports.free()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // The keyset goes with the JVM.
    }

    private static String keyset() throws IOException {
        if (System.getProperty(KEYSET) == null) {
            Path file = Files.createTempFile("keyset", ".json");
            file.toFile().deleteOnExit();
            Files.writeString(file, Keyset.generate());
            System.setProperty(KEYSET, file.toString());
        }
        return System.getProperty(KEYSET);
    }
}
