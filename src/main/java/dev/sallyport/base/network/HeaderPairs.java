package dev.sallyport.base.network;

import java.util.LinkedHashMap;
import java.util.Map;

/** Headers of requests to another system, as a setting has them: {@code name=value} pairs, separated by commas. */
public final class HeaderPairs {

    private HeaderPairs() {}

    /**
     * The headers by their names, in their order.
     *
     * @param text of the form that the rule of the setting asks for
     */
    public static Map<String, String> parse(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            headers.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return headers;
    }
}
