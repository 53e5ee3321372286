package dev.sallyport.accounts.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a membership tells of its user is what the tables of the user say, after each act. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MembershipFactsTest {

    private static final String STALE = """
            select count(*) from membership m join app_user u on u.id = m.user_id where m.user_id = ?::uuid and (
                m.status <> u.status
                or m.second_factors <> coalesce((select string_agg(distinct f.method, ' ' order by f.method)
                                                  from second_factor f where f.user_id = u.id), '')
                or m.passwordless = exists (select from password_credential c where c.user_id = u.id)
                or m.vouched <> exists (select from sso_identity s join identity_provider i on i.id = s.provider_id
                                        where s.user_id = u.id and i.sso_exempt <> 'never')
                or m.locked_until is distinct from (select locked_until from failed_attempts a where a.user_id = u.id)
                or m.last_sign_in_at is distinct from (select max(created_at) from session n where n.user_id = u.id))
            """;

    private static final String USER = "/v1/accounts/{account}/users/{user}";

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Guesses guesses;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Test
    void they_follow_the_user_through_every_act() {
        Person owner = people.signedIn();
        Person member = people.memberOf(owner, "member");
        assertFresh(member, "created");
        assertFresh(people.withoutPassword(), "created without a password");

        people.signedIn(member);
        assertFresh(member, "signed in");
        people.enroll(member);
        assertThat(rows.text("select holds from membership where user_id = ?::uuid", member.userId))
                .isEqualTo("totp");
        assertFresh(member, "with a second factor");

        clock.advance(Duration.ofDays(2));
        ceremonies.signInWithApp(member);
        assertFresh(member, "signed in on another day");
        change(owner, member, "disabled");
        assertFresh(member, "disabled");
        change(owner, member, "active");
        assertFresh(member, "enabled");

        guesses.enterWrong(member, 10);
        assertFresh(member, "locked");
        join(member);
        assertThat(rows.number("select count(*) from membership where user_id = ?::uuid", member.userId))
                .isEqualTo(2);
        assertFresh(member, "in a second account");
    }

    @Test
    void they_say_when_the_second_factor_is_gone() {
        Person owner = people.enrolled();

        Api.as(owner.accessToken)
                .body(Api.body("password", People.PASSWORD))
                .post("/v1/me/two-factor/disable")
                .then()
                .statusCode(204);

        assertThat(rows.text("select holds from membership where user_id = ?::uuid", owner.userId))
                .isEqualTo("nothing");
        assertFresh(owner, "without a second factor");
    }

    private void change(Person owner, Person member, String status) {
        Api.asClient()
                .body(Api.body("status", status))
                .patch(USER, owner.accountId, member.userId)
                .then()
                .statusCode(200);
    }

    private void join(Person member) {
        Person other = people.signedIn();
        Api.as(other.accessToken)
                .body(Api.body("email", member.email, "role", "member"))
                .post("/v1/accounts/{account}/users", other.accountId)
                .then()
                .statusCode(201);
        Api.json()
                .body(Api.body("token", mailbox.awaitToken(member.email, "sp_in_", 1)))
                .post("/v1/invitations/accept")
                .then()
                .statusCode(204);
    }

    private void assertFresh(Person person, String when) {
        assertThat(rows.number(STALE, person.userId)).as(when).isZero();
    }

    @Test
    void the_last_sign_in_outlives_the_sessions_and_the_membership() {
        Person owner = people.signedIn();
        Person member = people.signedIn(people.memberOf(owner, "member"));
        String listed = "select last_sign_in_at from membership where user_id = ?::uuid";
        String at = rows.text(listed, member.userId);
        assertThat(at).isNotNull();
        assertThat(ownNote(member)).as("kept in the memberships alone").isNull();

        Api.as(owner.accessToken)
                .delete(USER, owner.accountId, member.userId)
                .then()
                .statusCode(204);
        rows.change("delete from session where user_id = ?::uuid", member.userId);
        assertThat(ownNote(member)).isEqualTo(at);

        join(member);
        assertThat(rows.text(listed, member.userId)).isEqualTo(at);
    }

    private String ownNote(Person person) {
        return rows.text("select last_sign_in_at from app_user where id = ?::uuid", person.userId);
    }
}
