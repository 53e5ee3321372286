package dev.sallyport.support.agent;

import dev.sallyport.support.agent.SupportConfig.Concerned;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What stands between the request of a reset and its execution. */
@Singleton
public class ResetRules {

    private final SupportConfig config;

    public ResetRules(SupportConfig config) {
        this.config = config;
    }

    /**
     * Whether an agent's reset of this user needs another agent.
     *
     * @param privileged whether the user has power over others
     */
    public boolean needsSecondAgent(boolean privileged) {
        return privileged || config.secondAgent() == Concerned.EVERYBODY;
    }

    /** Whether the reset of a member by an owner or admin needs an agent. */
    public boolean needsAgentForMember() {
        return config.secondAgent() == Concerned.EVERYBODY;
    }

    /** How long a reset waits that one agent alone decides. */
    public Duration singleAgentWait() {
        return config.waiting() == Concerned.EVERYBODY ? config.waitingTime() : Duration.ZERO;
    }

    /** How long a reset waits that an agent has approved, or that an owner or admin decides. */
    public Duration waitingTime() {
        return config.waitingTime();
    }

    /**
     * Whether one agent's word lets the user in at once. An access code, too, MUST be given to such a user only: it
     * would be a way around the second agent or the wait.
     */
    public boolean isImmediate(boolean privileged) {
        return !needsSecondAgent(privileged) && singleAgentWait().isZero();
    }
}
