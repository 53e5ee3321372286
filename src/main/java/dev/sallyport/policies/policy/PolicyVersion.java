package dev.sallyport.policies.policy;

import java.util.Arrays;

/** The version of a policy, as an entity tag: a change is made to the version that was read, or not at all. */
record PolicyVersion(int number) {

    String tag() {
        return "\"" + number + "\"";
    }

    /** Whether an {@code If-Match} header names this version. A weak tag never does (RFC 9110 section 13.1.1). */
    boolean isNamedBy(String ifMatch) {
        return Arrays.stream(ifMatch.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(tag()));
    }
}
