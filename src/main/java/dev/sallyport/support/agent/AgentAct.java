package dev.sallyport.support.agent;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import java.time.Instant;

/**
 * An act that an agent wants to perform on a user.
 *
 * @param user on whom the agent acts
 */
public record AgentAct(Kind kind, UserCaller agent, UserId user, ClientContext context, Instant now) {

    /** The acts that agents cannot perform on themselves, with their names in the trail. */
    public enum Kind {
        RESET("two_factor_reset", AuditType.TWO_FACTOR_RESET, true),
        ACCESS_CODE("access_code", AuditType.ACCESS_CODE_ISSUED, false),
        LOCKDOWN("lockdown", AuditType.USER_LOCKED_DOWN, false),
        LIFTING("lockdown_lift", AuditType.USER_LOCKDOWN_LIFTED, true),
        UNLOCK("unlock", AuditType.SECOND_STEP_UNLOCKED, true);

        private final String text;
        private final AuditType type;
        private final boolean onLockedDown;

        Kind(String text, AuditType type, boolean onLockedDown) {
            this.text = text;
            this.type = type;
            this.onLockedDown = onLockedDown;
        }

        /** Whether a user who is locked down can be its user. */
        boolean onLockedDown() {
            return onLockedDown;
        }

        String text() {
            return text;
        }

        AuditType type() {
            return type;
        }
    }
}
