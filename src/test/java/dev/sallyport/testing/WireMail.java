package dev.sallyport.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail read from its bytes as a strict server reads it: each header once, none empty, lines with encoded words no
 * longer than 76 characters, each word whole in itself, a body in the encoding that it names.
 */
public final class WireMail {

    private static final Pattern HEADER = Pattern.compile("([!-9;-~]+): (.*)", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("=\\?UTF-8\\?([BQ])\\?([!->@-~]+)\\?=");
    private static final Pattern BOUNDARY = Pattern.compile("multipart/alternative; boundary=\"([^\"]{1,70})\"");

    private final Map<String, String> headers;
    private final List<WireMail> parts = new ArrayList<>();
    private final String body;

    /** @throws AssertionError at what is not as RFC 5322, 2045, 2046 and 2047 want it */
    public WireMail(byte[] bytes) {
        this(new String(bytes, StandardCharsets.US_ASCII));
    }

    private WireMail(String text) {
        int end = text.indexOf("\r\n\r\n");
        assertThat(end).as("an empty line behind the headers").isPositive();
        headers = headers(text.substring(0, end));
        String raw = text.substring(end + 4);
        Matcher boundary = BOUNDARY.matcher(headers.getOrDefault("Content-Type", ""));
        body = boundary.matches() ? "" : decoded(raw);
        if (boundary.matches()) {
            String delimiter = "--" + boundary.group(1);
            assertThat(raw).startsWith(delimiter + "\r\n").endsWith("\r\n" + delimiter + "--\r\n");
            for (String part : raw.substring(delimiter.length() + 2, raw.length() - delimiter.length() - 6)
                    .split(Pattern.quote("\r\n" + delimiter + "\r\n"), -1)) {
                parts.add(new WireMail(part));
            }
        }
    }

    public List<String> names() {
        return List.copyOf(headers.keySet());
    }

    /** The value as it came, folds included. */
    public String raw(String name) {
        return headers.get(name);
    }

    /** The value unfolded, with its encoded words in clear. */
    public String header(String name) {
        String value = headers.get(name);
        Matcher word = WORD.matcher(value);
        StringBuilder text = new StringBuilder();
        int at = 0;
        boolean afterWord = false;
        while (word.find()) {
            String between = value.substring(at, word.start()).replace("\r\n", "");
            text.append(afterWord && between.isBlank() ? "" : between).append(decoded(word));
            at = word.end();
            afterWord = true;
        }
        return text.append(value.substring(at).replace("\r\n", "")).toString();
    }

    public List<WireMail> parts() {
        return parts;
    }

    /** The text, decoded. */
    public String body() {
        return body;
    }

    private static Map<String, String> headers(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String field : text.split("\r\n(?![ \t])", -1)) {
            Matcher header = HEADER.matcher(field);
            assertThat(header.matches()).as(field).isTrue();
            assertThat(header.group(2)).as(field).isNotBlank();
            assertThat(headers.put(header.group(1), header.group(2)))
                    .as("twice: " + field)
                    .isNull();
            for (String line : field.split("\r\n")) {
                assertThat(line).isNotBlank().hasSizeLessThanOrEqualTo(line.contains("=?") ? 76 : 998);
            }
            for (String word : field.split("[ \t\r\n]+")) {
                if (word.contains("=?")) {
                    assertThat(word).matches(WORD).hasSizeLessThanOrEqualTo(75);
                }
            }
        }
        return headers;
    }

    private static String decoded(Matcher word) {
        byte[] bytes = word.group(1).equals("B")
                ? Base64.getDecoder().decode(word.group(2))
                : quotedPrintable(word.group(2).replace('_', ' '));
        return strict(bytes);
    }

    private String decoded(String raw) {
        String encoding = headers.get("Content-Transfer-Encoding");
        assertThat(headers.get("Content-Type")).matches("text/(plain|html)(; charset=utf-8)?");
        if ("7bit".equals(encoding)) {
            return raw;
        }
        assertThat(headers.get("Content-Type")).endsWith("; charset=utf-8");
        assertThat(encoding).isIn("quoted-printable", "base64");
        assertThat(raw.lines()).allMatch(line -> line.length() <= 76);
        return strict(
                encoding.equals("base64")
                        ? Base64.getMimeDecoder().decode(raw)
                        : quotedPrintable(raw.replace("=\r\n", "")));
    }

    private static byte[] quotedPrintable(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '=') {
                assertThat(text.substring(at + 1, at + 3)).matches("[0-9A-F]{2}");
                bytes.write(Integer.parseInt(text.substring(at + 1, at + 3), 16));
                at += 2;
            } else {
                bytes.write(text.charAt(at));
            }
        }
        return bytes.toByteArray();
    }

    private static String strict(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException cutApart) {
            throw new AssertionError("a character is cut apart", cutApart);
        }
    }
}
