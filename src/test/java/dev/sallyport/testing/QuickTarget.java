package dev.sallyport.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request is sent to, where REST Assured would send it to the same. */
final class QuickTarget {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\w+}");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9._~-]*");
    private static final Pattern PLAIN_TARGET =
            Pattern.compile("(/\\.?[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+(\\?[A-Za-z0-9_.~&=-]+)?");

    /** Without a step of the matcher for each letter, of which there may be thousands. */
    private static final Pattern ENCODED_TARGET =
            Pattern.compile("(/\\.?([A-Za-z0-9_~-]|%\\p{XDigit}{2})([A-Za-z0-9._~-]++|%\\p{XDigit}{2})*+)+"
                    + "(\\?([A-Za-z0-9_.~&=-]++|%\\p{XDigit}{2})++)?");

    private QuickTarget() {}

    /**
     * The path and the query.
     *
     * @param values in place of the parameters of the template
     * @param query names and values, encoded
     * @param isEncoded whether the template is sent as it is
     * @return null where REST Assured is to find it
     */
    static String of(String template, Object[] values, List<String> query, boolean isEncoded) {
        StringBuilder target = new StringBuilder();
        Matcher parameters = PARAMETER.matcher(template);
        List<String> names = new ArrayList<>();
        int number = 0;
        while (parameters.find()) {
            if (number == values.length
                    || values[number] == null
                    || names.contains(parameters.group())
                    || !PLAIN.matcher(values[number].toString()).matches()) {
                return null;
            }
            names.add(parameters.group());
            parameters.appendReplacement(target, values[number++].toString());
        }
        parameters.appendTail(target);
        Pattern understood = isEncoded ? ENCODED_TARGET : PLAIN_TARGET;
        if (number != values.length || !understood.matcher(target).matches() || (isEncoded && !query.isEmpty())) {
            return null;
        }
        String separator = target.indexOf("?") < 0 ? "?" : "&";
        return query.isEmpty() ? target.toString() : target + separator + String.join("&", query);
    }
}
