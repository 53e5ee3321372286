package dev.sallyport.policies.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What happens to the existing sessions of members when a policy is saved. */
public enum ExistingSessions {
    /** Every one but the caller's ends at once. */
    @JsonProperty("clear")
    CLEAR,

    /** They continue until they expire, whatever the policy requires. */
    @JsonProperty("keep")
    KEEP;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
