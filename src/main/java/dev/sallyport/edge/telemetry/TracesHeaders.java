package dev.sallyport.edge.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;

/** The headers for the collector, out of {@code name=value} pairs that are separated by commas. */
final class TracesHeaders {

    private TracesHeaders() {}

    /** @param text of the form that the rule of the setting demands */
    static Map<String, String> parse(String text) {
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
