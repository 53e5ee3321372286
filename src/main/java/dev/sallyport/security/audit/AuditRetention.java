package dev.sallyport.security.audit;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long the trail is kept, and the personal data in it. */
@Singleton
class AuditRetention implements RetentionRules {

    /**
     * The guard of the trail allows events from before the time in this setting to be deleted, or to lose address and
     * browser.
     */
    private static final String GUARD = "sallyport.audit_end";

    private final AuditConfig config;

    AuditRetention(AuditConfig config) {
        this.config = config;
    }

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                // first, so that rows are not cleared just before they are deleted
                RetentionRule.delete("audit_event", "at", "id")
                        .byId()
                        .keptFor(config.lifetime())
                        .opening(GUARD),
                RetentionRule.delete("audit_event", "at", "id")
                        .byId()
                        .where("(ip is not null or user_agent is not null)")
                        .keptFor(config.addressLifetime())
                        .clearing("ip", "user_agent")
                        .opening(GUARD));
    }
}
