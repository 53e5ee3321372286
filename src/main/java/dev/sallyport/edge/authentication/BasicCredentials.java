package dev.sallyport.edge.authentication;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The credentials of an HTTP Basic header. */
record BasicCredentials(String id, String secret) {

    /**
     * The possible readings: as written (RFC 7617), and form-decoded as OAuth libraries write them (RFC 6749 section
     * 2.3.1); empty for a malformed header.
     */
    static List<BasicCredentials> read(String encoded) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(encoded.strip());
        } catch (IllegalArgumentException notBase64) {
            return List.of();
        }
        String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
        List<BasicCredentials> readings = new ArrayList<>();
        if (parts.length == 2) {
            add(parts[0], parts[1], readings);
            try {
                add(decode(parts[0]), decode(parts[1]), readings);
            } catch (IllegalArgumentException notAForm) {
                // then it is meant literally
            }
        }
        return readings;
    }

    private static String decode(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    /** The database cannot store the character NUL. */
    private static void add(String id, String secret, List<BasicCredentials> readings) {
        BasicCredentials reading = new BasicCredentials(id, secret);
        if (id.indexOf('\0') < 0 && !readings.contains(reading)) {
            readings.add(reading);
        }
    }

    @Override
    public String toString() {
        return "BasicCredentials[id=" + id + "]";
    }
}
