package dev.sallyport.selfservice.member;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Invitations. */
@ConfigMapping(prefix = "sallyport.invitation")
public interface InvitationConfig {

    /** How long an invitation can be accepted. */
    @WithDefault("P7D")
    Duration lifetime();
}
