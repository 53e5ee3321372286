package dev.sallyport.platform;

import dev.sallyport.crypto.Keyset;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The keys and the clock that every package asks for. */
final class PlatformBeans {

    @Produces
    @Singleton
    Keyset keyset(@ConfigProperty(name = StartupConfig.KEYSET_FILE) Path file) {
        return KeysetFile.read(file);
    }

    /** A default, so that a test can put a clock that stands still in its place. */
    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
