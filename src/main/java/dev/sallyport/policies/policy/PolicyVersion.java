package dev.sallyport.policies.policy;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The version of a policy, as an entity tag: a change applies only to the version that was read. */
record PolicyVersion(int number) {

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"[^\"]*\"");

    String tag() {
        return "\"" + number + "\"";
    }

    /**
     * Whether a header is a list of entity tags or {@code *}: anything else can never name a version.
     *
     * <p>RFC 9110 section 8.8.3: a tag is in double quotes, with {@code W/} before a weak one. A tag with a comma in
     * it, which this service never makes, counts as none.
     */
    static boolean isTags(String ifMatch) {
        List<String> tags = Arrays.stream(ifMatch.split(","))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
        return tags.equals(List.of("*"))
                || (!tags.isEmpty()
                        && tags.stream().allMatch(tag -> TAG.matcher(tag).matches()));
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
