package dev.sallyport.security.audit;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AppendOnlyTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[LOGS-04] the trail takes no UPDATE, DELETE or TRUNCATE, though the role owns the table")
    void the_trail_is_written_once() {
        Person ada = people.newcomer();
        String ofAda = " where user_id = '" + ada.userId + "'";
        String links = " where event_id in (select id from audit_event" + ofAda + ")";
        for (String change : new String[] {
            "update audit_event set type = 'x'" + ofAda,
            "update audit_event set ip = null, user_agent = null" + ofAda,
            "delete from audit_event" + ofAda,
            "truncate audit_event cascade",
            "update audit_event_account set shared = true" + links,
            "delete from audit_event_account" + links,
            "truncate audit_event_account"
        }) {
            refuses(change);
        }
        assertThat(rows.auditsOf(ada, "user_created")).isOne();
        assertThat(rows.number("select count(*) from audit_event_account" + links))
                .isOne();
    }

    @Test
    @DisplayName(
            "[LOGS-04] the way of the retention job is narrow: what is old, and of the rest nothing but the address")
    void the_way_past_the_guard_is_narrow() {
        Person ada = people.newcomer();
        String young = rows.text("select id from audit_event where user_id = ?::uuid", ada.userId);
        String ofAda = " where id = '" + young + "'";
        refuses(past("now() + interval '2000 days'", "delete from audit_event" + ofAda));
        refuses(past("now() - interval '1 day'", "update audit_event set ip = null, user_agent = null" + ofAda));
        refuses(past("now() + interval '2000 days'", "update audit_event set ip = '192.0.2.1'" + ofAda));
        refuses(past(
                "now() + interval '2000 days'",
                "update audit_event set ip = null, user_agent = null, outcome = 'refused'" + ofAda));
        refuses(past("now() + interval '2000 days'", "truncate audit_event cascade"));
    }

    private static String past(String end, String change) {
        return "do $$ begin perform set_config('sallyport.audit_end', (" + end + ")::text, true); " + change
                + "; end $$";
    }

    private void refuses(String change) {
        assertThatThrownBy(() -> rows.change(change))
                .as(change)
                .rootCause()
                .hasMessageContaining("permission denied: the audit trail is append-only");
    }

    @Test
    @DisplayName("[LOGS-04] what cannot be put on record is not done: 503, and everything is as before")
    void an_act_that_cannot_be_recorded_does_not_happen() {
        Person ada = people.signedIn();
        String other = ceremonies.anotherSession(ada).getString("accessToken");
        int sessions = rows.sessionsOf(ada);
        int mails = mailbox.mailsTo(ada.email).size();
        String name = "block_" + ada.userId.replace("-", "");
        rows.change("create function " + name + "() returns trigger language plpgsql as $$ begin"
                + " raise exception 'permission denied for table audit_event'"
                + " using errcode = 'insufficient_privilege'; end $$");
        rows.change("create trigger " + name + " before insert on audit_event for each row when (new.user_id = '"
                + ada.userId + "') execute function " + name + "()");
        try {
            refused(
                    Api.as(ada.accessToken)
                            .body(Api.body("currentPassword", People.PASSWORD, "newPassword", People.NEW_PASSWORD))
                            .put("/v1/me/password")
                            .then(),
                    503,
                    "unavailable");
            refused(Api.signIn(ada.email, People.PASSWORD, ada.deviceToken), 503, "unavailable");
            refused(Api.signIn(ada.email, "wrong horse battery", null), 503, "unavailable");
            refused(Api.startEnrollment(ada.accessToken), 503, "unavailable");
        } finally {
            rows.change("drop trigger " + name + " on audit_event");
            rows.change("drop function " + name);
        }
        Api.session(ada.accessToken).statusCode(200);
        Api.session(other).statusCode(200);
        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions);
        assertThat(rows.number("select count(*) from totp_authenticator where user_id = ?::uuid", ada.userId))
                .isZero();
        refused(Api.signIn(ada.email, People.NEW_PASSWORD, null), 401, "invalid-credentials");
        ceremonies.signInAgain(ada);
        assertThat(mailbox.mailsTo(ada.email)).hasSize(mails);
    }
}
