package dev.sallyport.support.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Resets by support agents. */
@ConfigMapping(prefix = "sallyport.support")
public interface SupportConfig {

    /**
     * How long an approved reset waits, so that the user can cancel it by the link in the mail, as does one by an owner
     * or admin; {@code PT0S} for no wait.
     */
    @WithDefault("PT0S")
    Duration waitingTime();

    /**
     * Whose reset by an agent waits for that time. {@code privileged}: those whose reset a second agent approves.
     * {@code everybody}: every user; the time must then be above zero. A user whose reset waits gets no access code.
     */
    @WithDefault("privileged")
    Concerned waiting();

    /**
     * Whose reset needs a second agent. {@code privileged}: support agents, and owners, and admins who may reset
     * members, of accounts with other members. {@code everybody}: every user, also if an owner or admin makes the
     * reset. A user whose reset needs a second agent gets no access code.
     */
    @WithDefault("privileged")
    Concerned secondAgent();

    /** Whom a rule is about. */
    enum Concerned {
        /** Users who have power over others. */
        PRIVILEGED,

        /** Every user. */
        EVERYBODY
    }
}
