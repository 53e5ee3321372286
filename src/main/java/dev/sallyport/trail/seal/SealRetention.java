package dev.sallyport.trail.seal;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import dev.sallyport.security.audit.AuditConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** How long seals are kept: as long as their events, and the service's for ever, without what they have of events. */
@Singleton
class SealRetention implements RetentionRules {

    /** The same setting that opens the guard of the trail. */
    private static final String GUARD = "sallyport.audit_end";

    private static final String OF_ACCOUNTS = "owner <> '00000000-0000-0000-0000-000000000000'";

    /** So that the events go first. */
    private static final Duration LATER = Duration.ofDays(1);

    private final AuditConfig config;

    SealRetention(AuditConfig config) {
        this.config = config;
    }

    @Override
    public List<RetentionRule> rules() {
        Duration kept = config.lifetime().plus(LATER);
        return List.of(
                RetentionRule.delete("audit_seal", "sealed_at", "owner", "sequence")
                        .where(OF_ACCOUNTS)
                        .keptFor(kept)
                        .opening(GUARD),
                RetentionRule.delete("audit_seal", "sealed_at", "owner", "sequence")
                        .where("leaves is not null")
                        .keptFor(kept)
                        .clearing("leaves")
                        .opening(GUARD));
    }
}
