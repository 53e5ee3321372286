package dev.sallyport.edge.platform;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Security;
import java.util.concurrent.CompletableFuture;

/** Amazon's native cryptography, where it loads on this platform: it checks signatures some twenty times faster. */
final class NativeCrypto {

    private static CompletableFuture<String> provider = CompletableFuture.completedFuture("the JDK");

    private NativeCrypto() {}

    /** Loads in parallel with the rest of the start, because it takes a quarter of a second. */
    static synchronized void installAsync() {
        provider = CompletableFuture.supplyAsync(NativeCrypto::install);
    }

    /** Waits until every later signature is made by the same provider, and names it. */
    static synchronized String awaitProvider() {
        return provider.join();
    }

    private static String install() {
        try {
            AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
            if (corretto.getLoadingError() != null) {
                return "the JDK (" + corretto.getName() + " does not load here)";
            }
            if (Security.getProvider(corretto.getName()) == null) {
                AmazonCorrettoCryptoProvider.install();
            }
            return corretto.getName() + " " + corretto.getVersionStr();
        } catch (RuntimeException | LinkageError e) {
            return "the JDK (the native provider does not load here)";
        }
    }
}
