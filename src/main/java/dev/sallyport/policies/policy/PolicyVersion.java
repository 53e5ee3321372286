package dev.sallyport.policies.policy;

import java.util.Arrays;

/** The version of a policy, as an entity tag: a change applies only to the version that was read. */
record PolicyVersion(int number) {

    String tag() {
        return "\"" + number + "\"";
    }

    /**
     * Whether an {@code If-Match} header names this version. A weak tag never does (RFC 9110 section 13.1.1).
     *
     * <p>JAX-RS has {@code Request.evaluatePreconditions}. It is not used: in Quarkus REST it drops the quotes before
     * it compares, so that {@code 0} names version {@code "0"}, and the tag {@code "*"} every version.
     */
    boolean isNamedBy(String ifMatch) {
        return Arrays.stream(ifMatch.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(tag()));
    }
}
