package dev.sallyport.edge.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Decodes addresses and forms, with the JDK's decoder. */
final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * The bytes that a text stands for; a plus sign is a space. The caller decodes them: with UTF-8, the JDK's
     * decoder would silently replace what is not valid.
     *
     * @param encoded each character a byte, as in ISO 8859-1
     * @throws IllegalArgumentException for a percent sign that is not followed by two hexadecimal digits
     */
    static byte[] decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
    }
}
