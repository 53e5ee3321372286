package dev.sallyport.sessions.device;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Copies of a device token, and repeated answers. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CopiedDeviceTest extends RecognizedDevices {

    @Inject
    Rows rows;

    private long revokedDevicesOf(Person person) {
        return database.number(
                "select count(*) from trusted_device where user_id = ?::uuid and revoked_at is not null",
                person.userId);
    }

    private List<Map<String, Object>> reuseEvents(Person person) {
        return database.list(
                "select outcome, ip, user_agent from audit_event where type = 'device_copied'"
                        + " and user_id = ?::uuid",
                person.userId);
    }

    @Test
    @DisplayName("[D7] the predecessor gets the same successor for thirty seconds, in case the answer was lost")
    void a_lost_answer_is_repeated() {
        Person ada = people.signedIn();
        String successor = recognized(ada, ada.deviceToken);
        clock.advance(Duration.ofSeconds(29));
        assertThat(recognized(ada, ada.deviceToken)).isEqualTo(successor);
        assertThat(recognized(ada, successor)).isNotEqualTo(successor);
        assertThat(reuseEvents(ada)).isEmpty();
    }

    @Test
    @DisplayName("[D7] the key of a sign-in brings the same successor when the window is over")
    void a_sign_in_is_repeated_with_its_key() {
        Person ada = people.signedIn();
        String key = '"' + UUID.randomUUID().toString() + '"';
        String successor = recognized(ada, ada.deviceToken, key);
        rows.change("delete from keyed_request");
        clock.advance(Duration.ofSeconds(31));
        assertThat(recognized(ada, ada.deviceToken, key)).isEqualTo(successor);
        assertThat(reuseEvents(ada)).isEmpty();
    }

    @Test
    @DisplayName("[D7] sign-ins at once with one token get one successor")
    void sign_ins_at_once_agree() {
        Person ada = people.signedIn();
        List<String> successors = AtOnce.run(6, () -> recognized(ada, ada.deviceToken));
        assertThat(new HashSet<>(successors)).hasSize(1).doesNotContain(ada.deviceToken);
        assertThat(reuseEvents(ada)).isEmpty();
    }

    @Test
    @DisplayName("[D7] [D5] an old copy of the token ends the device for every holder of its tokens")
    void a_copy_ends_the_device() {
        Person ada = people.signedIn();
        String successor = recognized(ada, ada.deviceToken);
        clock.advance(Duration.ofSeconds(31));
        assertUnknown(ada, ada.deviceToken);
        assertThat(revokedDevicesOf(ada)).isOne();
        assertThat(reuseEvents(ada))
                .containsExactly(Map.of("outcome", "refused", "ip", "127.0.0.1", "user_agent", Api.BROWSER));
        assertUnknown(ada, successor);
        assertThat(reuseEvents(ada)).hasSize(1);
    }

    @Test
    @DisplayName("[D8] [NOTI-04] the owner gets a mail about a copy, with the address and the browser that sent it")
    void the_owner_is_told_of_a_copy() {
        Person ada = people.signedIn();
        recognized(ada, ada.deviceToken);
        clock.advance(Duration.ofSeconds(31));
        assertUnknown(ada, ada.deviceToken);
        String notice = mailbox.awaitMailsTo(ada.email, 3).stream()
                .map(Mailbox::text)
                .filter(text -> text.contains("no longer recognized"))
                .findFirst()
                .orElseThrow();
        assertThat(notice).contains("From: 127.0.0.1, Chrome 140 on Windows").doesNotContain("Mozilla");
    }

    @Test
    @DisplayName("[D7] a token two generations old ends the device at once")
    void the_window_is_for_the_predecessor_only() {
        Person ada = people.signedIn();
        String newest = recognized(ada, recognized(ada, ada.deviceToken));
        assertUnknown(ada, ada.deviceToken);
        assertUnknown(ada, newest);
        assertThat(reuseEvents(ada)).hasSize(1);
    }

    @Test
    @DisplayName("[D7] without the password an old copy ends nothing")
    void a_copy_without_the_password_ends_nothing() {
        Person ada = people.signedIn();
        String successor = recognized(ada, ada.deviceToken);
        clock.advance(Duration.ofSeconds(31));
        Api.signIn(ada.email, "not " + People.PASSWORD, ada.deviceToken).statusCode(401);
        assertThat(reuseEvents(ada)).isEmpty();
        recognized(ada, successor);
    }

    @Test
    @DisplayName("[D7] an old copy of a token that skips the second factor ends those beside an exempt provider, too")
    void a_copy_ends_what_a_skipping_device_let_in() {
        Person ada = people.signedIn();
        String copied = ada.deviceToken;
        recognized(ada, recognized(ada, copied));
        rows.change("update session set policy_exempt = true where user_id = ?::uuid", ada.userId);
        rows.change("update trusted_device set skips_second_factor = true where user_id = ?::uuid", ada.userId);

        assertUnknown(ada, copied);

        assertThat(sessionsOf(ada, "ended_at is null")).isEmpty();
    }

    @Test
    @DisplayName("[D7] an old copy of the token ends the sessions that the device let in, and no others")
    void a_copy_ends_what_the_device_let_in() {
        Person ada = people.signedIn();
        String copied = ada.deviceToken;
        String refreshToken = ada.refreshToken;
        String accessToken = ada.accessToken;
        recognized(ada, recognized(ada, recognized(ada, copied)));
        List<String> sessions = sessionsOf(ada, "true");
        assertThat(sessions).hasSize(4);
        rows.change("update session set acr = '2fa' where id = ?::uuid", sessions.get(1));
        rows.change("update session set policy_exempt = true where id = ?::uuid", sessions.get(2));
        people.signedIn(ada, 2);
        Person bob = people.signedIn();

        assertUnknown(ada, copied);

        assertThat(sessionsOf(ada, "ended_at is not null")).containsExactly(sessions.get(0), sessions.get(3));
        refused(Api.session(accessToken), 401, "not-authenticated");
        Api.refresh(refreshToken).statusCode(400);
        Api.session(ada.accessToken).statusCode(200);
        Api.session(bob.accessToken).statusCode(200);
        assertThat(rows.texts(
                        "select details ->> 'reason' || ' ' || (details ->> 'sessions') from audit_event"
                                + " where type = 'session_expired' and user_id = ?::uuid",
                        ada.userId))
                .containsExactly("device_copied 2");
        assertUnknown(ada, copied);
        assertThat(rows.auditsOf(ada, "session_expired")).isOne();
    }

    private List<String> sessionsOf(Person person, String which) {
        return rows.texts(
                "select id::text from session where user_id = ?::uuid and " + which + " order by id", person.userId);
    }
}
