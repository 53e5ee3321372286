package dev.sallyport.support.agent;

import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.token.AssuranceLevel;
import jakarta.enterprise.context.ApplicationScoped;

/** The calling agent, who must have a second factor in order to remove those of others. */
@ApplicationScoped
public class Agents {

    private final CurrentCaller caller;

    public Agents(CurrentCaller caller) {
        this.caller = caller;
    }

    /** The agent. A weak session of an agent with a second factor is asked to step up before this is reached. */
    public UserCaller current() {
        UserCaller agent = caller.user();
        if (agent.level() != AssuranceLevel.TWO_FACTOR) {
            throw SupportProblems.withoutFactor();
        }
        return agent;
    }
}
