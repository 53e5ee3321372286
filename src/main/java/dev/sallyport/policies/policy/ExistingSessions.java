package dev.sallyport.policies.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What becomes of the sessions that members have when a policy is saved. */
public enum ExistingSessions {
    /** Every one but the caller's ends at once. */
    @JsonProperty("clear")
    CLEAR,

    /** They run to their end, whatever the policy demands meanwhile. */
    @JsonProperty("keep")
    KEEP;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
