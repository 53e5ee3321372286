package dev.sallyport.edge.platform;

import dev.sallyport.security.crypto.Argon2id;
import dev.sallyport.security.crypto.Keyset;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;

/** The keys, the slow hash and the clock that every package asks for. */
final class PlatformBeans {

    @Produces
    @Singleton
    Keyset keyset(PlatformConfig config) {
        return KeysetFile.read(Path.of(config.keysetFile().orElseThrow()));
    }

    @Produces
    @Singleton
    Argon2id argon2id() {
        return new Argon2id();
    }

    /**
     * In milliseconds, so that returned and stored times are equal. A default bean, so that a test can replace it with
     * a fixed clock.
     */
    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
