package dev.sallyport.trail.siem;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Events as messages of RFC 5424, each with its length before it (RFC 5425 section 4.3). The host is that of the
 * issuer: it is the same whichever replica sends.
 */
final class SyslogMessages {

    /** What a receiver should take at least (RFC 5425 section 4.3.1). */
    static final int LONGEST = 8192;

    private static final String APPLICATION = "sallyport";
    private static final String NONE = "-";
    private static final int LONGEST_HOST = 255;
    private static final int LONGEST_NAME = 32;
    private static final int LONGEST_VALUE = 1024;
    private static final int SEVERITIES = 8;

    /** Says that the text is UTF-8; left out where it is ASCII, which is both. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private static final Pattern NOT_IN_HEADERS = Pattern.compile("[^!-~]");
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^!-~]|[=\\]\"]");

    /** Ends of lines, and what a terminal would obey. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private static final Pattern ESCAPED = Pattern.compile("[\"\\\\\\]]");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final String host;
    private final int facility;
    private final int enterpriseNumber;
    private final String process = Long.toString(ProcessHandle.current().pid());

    SyslogMessages(@Nullable String host, int facility, int enterpriseNumber) {
        this.host = header(host, LONGEST_HOST);
        this.facility = facility;
        this.enterpriseNumber = enterpriseNumber;
    }

    /** A message with its length before it. */
    byte[] frame(SiemEvent event) {
        byte[] message = message(event).getBytes(StandardCharsets.UTF_8);
        byte[] length = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[length.length + message.length];
        System.arraycopy(length, 0, frame, 0, length.length);
        System.arraycopy(message, 0, frame, length.length, message.length);
        return frame;
    }

    String message(SiemEvent event) {
        int priority = facility * SEVERITIES + event.severity().syslog();
        String text = CONTROLS.matcher(event.text()).replaceAll(" ");
        String head = "<" + priority + ">1 " + TIME.format(event.at()) + " " + host + " " + APPLICATION + " " + process
                + " " + header(event.type(), LONGEST_NAME) + " " + element(APPLICATION, fields(event), LONGEST);
        String tail = " " + (text.chars().allMatch(character -> character < 0x80) ? "" : BYTE_ORDER_MARK) + text;
        return head + element("details", event.details(), LONGEST - size(head) - size(tail)) + tail;
    }

    private static Map<String, String> fields(SiemEvent event) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", event.id().toString());
        fields.put("outcome", event.outcome().text());
        fields.put("actorKind", event.actorKind());
        putKnown(fields, "actor", event.actorId());
        putKnown(fields, "user", event.userId());
        putKnown(fields, "account", event.accountId());
        putKnown(fields, "ip", event.ip());
        putKnown(fields, "userAgent", event.userAgent());
        putKnown(fields, "requestId", event.requestId());
        return fields;
    }

    private static void putKnown(Map<String, String> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }

    /** An element of structured data; parameters for which there is no room are left out. Empty without parameters. */
    private String element(String name, Map<String, String> parameters, int room) {
        StringBuilder element = new StringBuilder("[" + name + "@" + enterpriseNumber);
        int left = room - element.length() - 1;
        int written = 0;
        for (Map.Entry<String, String> each : parameters.entrySet()) {
            String key = cut(each.getKey(), NOT_IN_NAMES, LONGEST_NAME);
            String parameter = " " + key + "=\"" + value(each.getValue()) + "\"";
            int size = size(parameter);
            if (size <= left) {
                element.append(parameter);
                left -= size;
                written++;
            }
        }
        return written == 0 ? "" : element.append(']').toString();
    }

    private static String value(String text) {
        int end = text.length() <= LONGEST_VALUE ? text.length() : text.offsetByCodePoints(0, LONGEST_VALUE / 2);
        String plain = CONTROLS.matcher(text.substring(0, end)).replaceAll(" ");
        return ESCAPED.matcher(plain).replaceAll("\\\\$0");
    }

    private static String header(@Nullable String text, int longest) {
        return text == null || text.isEmpty() ? NONE : cut(text, NOT_IN_HEADERS, longest);
    }

    private static String cut(String text, Pattern notAllowed, int longest) {
        String allowed = notAllowed.matcher(text).replaceAll("_");
        return allowed.substring(0, Math.min(allowed.length(), longest));
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
