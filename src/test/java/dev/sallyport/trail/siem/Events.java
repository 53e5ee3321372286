package dev.sallyport.trail.siem;

import dev.sallyport.base.ids.TimeOrdered;
import dev.sallyport.security.audit.AuditOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Events that no database has. */
final class Events {

    static final Instant AT = Instant.parse("2026-11-30T23:30:00.123456789Z");
    static final UUID USER = UUID.fromString("019af000-0000-7000-8000-000000000001");
    static final UUID ACCOUNT = UUID.fromString("019af000-0000-7000-8000-000000000002");

    private Events() {}

    static UUID id(int number) {
        UUID first = TimeOrdered.lowestAt(AT);
        return new UUID(first.getMostSignificantBits(), first.getLeastSignificantBits() + number);
    }

    static SiemEvent event(int number, String type, String userAgent, Map<String, String> details) {
        return new SiemEvent(
                id(number),
                AT,
                type,
                type.endsWith("fail") ? AuditOutcome.REFUSED : AuditOutcome.SUCCESS,
                "user",
                USER.toString(),
                USER,
                ACCOUNT,
                "192.0.2.7",
                userAgent,
                "request-1",
                details);
    }

    static List<SiemEvent> some(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> event(number, "authn_login_success", "Firefox", Map.of("method", "totp")))
                .toList();
    }
}
