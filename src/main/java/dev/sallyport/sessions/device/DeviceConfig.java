package dev.sallyport.sessions.device;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Recognized devices. */
@ConfigMapping(prefix = "sallyport")
public interface DeviceConfig {

    /** How long a device is recognized after its email code; using the device does not extend it. */
    @WithDefault("P30D")
    Duration deviceLifetime();

    /** Whether a browser counts as a new device after an update to its next major version. */
    @WithDefault("true")
    boolean deviceNewAfterUpdate();
}
