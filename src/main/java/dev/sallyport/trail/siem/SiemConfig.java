package dev.sallyport.trail.siem;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a SIEM gets of the trail. By syslog and as logs alike ([explained](operations.md#send-the-trail-to-a-siem)). */
@ConfigMapping(prefix = "sallyport.siem")
public interface SiemConfig {

    /**
     * Whether events have the network address and the browser, as the log has them. Retention and erasure do not reach
     * what was sent.
     */
    @WithDefault("true")
    boolean addresses();
}
