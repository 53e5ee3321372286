package dev.sallyport.moving;

import java.util.List;
import java.util.Locale;

/** What a client prefers of the answer (RFC 7240). */
final class Preference {

    static final String HEADER = "Prefer";
    static final String APPLIED = "Preference-Applied";

    /** An answer before the work is done (RFC 7240 section 4.1). */
    static final String RESPOND_ASYNC = "respond-async";

    private Preference() {}

    /** Whether the lines of the header ask for an answer before the work is done. Other preferences are ignored. */
    static boolean isAsync(List<String> lines) {
        return lines.stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(preference -> preference.split("[;=]", 2)[0].strip().toLowerCase(Locale.ROOT))
                .anyMatch(RESPOND_ASYNC::equals);
    }
}
