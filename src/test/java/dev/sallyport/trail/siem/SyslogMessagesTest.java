package dev.sallyport.trail.siem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.audit.AuditOutcome;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SyslogMessagesTest {

    private final SyslogMessages messages = new SyslogMessages("auth.example.org", 13, 32473);

    private ParsedMessage sent(SiemEvent event) throws CharacterCodingException {
        return ParsedMessage.parse(messages.message(event).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("[LOGS-15] a message of syslog has the event in its fields, by RFC 5424")
    void an_event_is_a_message() throws CharacterCodingException {
        ParsedMessage message = sent(Events.event(1, "authn_login_success", "Firefox", Map.of("method", "totp")));
        assertThat(message)
                .isEqualTo(new ParsedMessage(
                        13,
                        6,
                        Instant.parse("2026-11-30T23:30:00.123456Z").atOffset(java.time.ZoneOffset.UTC),
                        "auth.example.org",
                        "sallyport",
                        Long.toString(ProcessHandle.current().pid()),
                        "authn_login_success",
                        Map.of(
                                "sallyport@32473",
                                Map.of(
                                        "id", Events.id(1).toString(),
                                        "outcome", "success",
                                        "actorKind", "user",
                                        "actor", Events.USER.toString(),
                                        "user", Events.USER.toString(),
                                        "account", Events.ACCOUNT.toString(),
                                        "ip", "192.0.2.7",
                                        "userAgent", "Firefox",
                                        "requestId", "request-1"),
                                "details@32473",
                                Map.of("method", "totp")),
                        "authn_login_success success user=" + Events.USER + " actor=user:" + Events.USER));
    }

    @Test
    @DisplayName("[LOGS-15] what a client has written begins no line, element or parameter of its own")
    void nothing_is_injected() throws CharacterCodingException {
        String forged = "x\"] \\ [sallyport@32473 outcome=\"success\"]\r\n<105>1 - - - - - -\u2028\u0000\u202eevil";
        ParsedMessage message = sent(Events.event(1, "authn_login_fail", forged, Map.of("a b=c]\"", forged)));
        assertThat(message.data().get("sallyport@32473"))
                .containsEntry("outcome", "refused")
                .containsEntry("userAgent", "x\"] \\ [sallyport@32473 outcome=\"success\"]  <105>1 - - - - - -   evil");
        assertThat(message.data().get("details@32473")).containsOnlyKeys("a_b_c__");
        assertThat(messages.message(Events.event(1, "authn_login_fail", forged, Map.of())))
                .doesNotContainPattern("[\\p{Cc}\\p{Zl}]");
    }

    @Test
    @DisplayName("[LOGS-15] a message has at most 8192 octets, and is whole by the grammar")
    void a_message_is_bounded() throws CharacterCodingException {
        Map<String, String> details = IntStream.range(0, 40)
                .boxed()
                .collect(Collectors.toMap(
                        number -> "detail" + number,
                        number -> "ß\ud83d\ude00]".repeat(400),
                        (a, b) -> a,
                        TreeMap::new));
        details.put("z", "last");
        SiemEvent event = Events.event(1, "user_updated", "\\".repeat(5000), details);
        byte[] message = messages.message(event).getBytes(StandardCharsets.UTF_8);
        assertThat(message).hasSizeBetween(6000, SyslogMessages.LONGEST);
        ParsedMessage parsed = sent(event);
        assertThat(parsed.data().get("details@32473"))
                .as("a short one still finds room behind long ones")
                .containsEntry("z", "last");
        assertThat(parsed.text()).startsWith("user_updated success");
        byte[] frame = messages.frame(event);
        assertThat(new String(frame, StandardCharsets.UTF_8)).startsWith(message.length + " <");
        assertThat(frame)
                .hasSize(message.length + Integer.toString(message.length).length() + 1);
    }

    @Test
    @DisplayName("[LOGS-15] text beyond ASCII is marked as UTF-8, and what is absent is left out")
    void other_texts() throws CharacterCodingException {
        SiemEvent event = new SiemEvent(
                Events.id(1),
                Events.AT,
                "client_created",
                AuditOutcome.SUCCESS,
                "client",
                "büro",
                null,
                null,
                null,
                null,
                null,
                Map.of());
        assertThat(messages.message(event)).contains("\ufeffclient_created");
        ParsedMessage message = sent(event);
        assertThat(message.severity()).isEqualTo(4);
        assertThat(message.text()).endsWith("actor=client:büro");
        assertThat(message.data()).containsOnlyKeys("sallyport@32473");
        assertThat(message.data().get("sallyport@32473")).containsOnlyKeys("id", "outcome", "actorKind", "actor");
        assertThat(ParsedMessage.parse(new SyslogMessages(null, 10, 1)
                        .message(Events.event(1, "authn_login_fail", "Firefox", Map.of()))
                        .replace("@1 ", "@32473 ")
                        .getBytes(StandardCharsets.UTF_8)))
                .matches(other -> other.facility() == 10
                        && other.severity() == 5
                        && other.host().equals("-"));
    }
}
