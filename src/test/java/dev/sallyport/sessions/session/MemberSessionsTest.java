package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The sessions of a member, in the hands of those who run the account. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MemberSessionsTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    private Person memberOf(Person owner, String role) {
        Person member = people.signedIn();
        rows.join(member, owner.accountId, role);
        return member;
    }

    private static ValidatableResponse endAll(Person caller, String account, String member) {
        return Api.as(caller.accessToken)
                .delete("/v1/accounts/{id}/users/{userId}/sessions", account, member)
                .then();
    }

    private static void assertAlive(Person person, boolean alive) {
        Api.introspect(person.accessToken).body("active", equalTo(alive));
    }

    @Test
    @DisplayName("[SESS-02] [ERAS-05] an account whose erasure has begun is not there for its owners")
    void an_account_that_is_erased() {
        Person owner = people.signedIn();
        Person member = memberOf(owner, "member");
        rows.change("update account set erased_at = now() where id = ?::uuid", owner.accountId);
        Ceremonies.refused(endAll(owner, owner.accountId, member.userId), 404, "not-found");
    }

    @Test
    @DisplayName("[SESS-02] an owner ends every session of a member; other members' sessions, and other accounts, are"
            + " unaffected")
    void an_owner_ends_a_members_sessions() {
        Person owner = people.signedIn();
        Person member = memberOf(owner, "member");
        Person other = memberOf(owner, "member");
        Person stranger = people.signedIn();
        String second = ceremonies.anotherSession(member).getString("accessToken");

        Ceremonies.refused(endAll(stranger, owner.accountId, member.userId), 404, "not-found");
        Ceremonies.refused(endAll(owner, owner.accountId, stranger.userId), 404, "not-found");
        Ceremonies.refused(endAll(owner, stranger.accountId, stranger.userId), 404, "not-found");
        Ceremonies.refused(endAll(owner, owner.accountId, UUID.randomUUID().toString()), 404, "not-found");
        Ceremonies.refused(endAll(other, owner.accountId, member.userId), 403, "forbidden");
        assertAlive(member, true);

        endAll(owner, owner.accountId, member.userId).statusCode(204);
        endAll(owner, owner.accountId, member.userId).statusCode(204);

        assertAlive(member, false);
        Api.session(second).statusCode(401);
        Api.refresh(member.refreshToken).statusCode(400);
        Api.signIn(member.email, People.PASSWORD, member.deviceToken)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
        assertAlive(owner, true);
        assertAlive(other, true);
        assertAlive(stranger, true);
        assertThat(rows.number(
                        "select count(*) from audit_event where user_id = ?::uuid and type = 'session_expired'"
                                + " and actor_id = ? and account_id = ?::uuid",
                        member.userId,
                        owner.userId,
                        owner.accountId))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("[SESS-02] an account signs a member of other accounts out three times a day, and not a fourth time")
    void an_account_does_not_keep_a_member_out() {
        Person owner = people.signedIn();
        Person admin = memberOf(owner, "admin");
        Person other = memberOf(owner, "member");
        Person shared = memberOf(owner, "member");
        Person second = people.signedIn();
        rows.join(shared, second.accountId, "member");
        for (int times = 0; times < MemberSignOutAllowance.A_DAY; times++) {
            endAll(owner, owner.accountId, shared.userId).statusCode(204);
        }
        people.signedIn(shared, 2);

        for (Person caller : List.of(owner, admin)) {
            Ceremonies.refused(endAll(caller, owner.accountId, shared.userId), 429, "too-many-requests")
                    .header("Retry-After", notNullValue());
        }

        assertAlive(shared, true);
        endAll(owner, owner.accountId, other.userId).statusCode(204);
        assertAlive(other, false);
        endAll(second, second.accountId, shared.userId).statusCode(204);
        assertAlive(shared, false);
        clock.advance(Duration.ofDays(1));
        ceremonies.signInAgain(owner);
        endAll(owner, owner.accountId, shared.userId).statusCode(204);
    }

    @Test
    @DisplayName("[SESS-02] an admin does it for members, not for owners, and only with a recent proof")
    void an_admin_ends_a_members_sessions() {
        Person owner = people.signedIn();
        Person admin = memberOf(owner, "admin");
        Person member = memberOf(owner, "member");
        Ceremonies.refused(endAll(admin, owner.accountId, owner.userId), 403, "forbidden");
        endAll(admin, owner.accountId, member.userId).statusCode(204);
        assertAlive(member, false);
        assertAlive(owner, true);
        clock.advance(Duration.ofMinutes(10).plusSeconds(1));
        admin.accessToken =
                Api.refresh(admin.refreshToken).statusCode(200).extract().path("access_token");
        Ceremonies.refused(endAll(admin, owner.accountId, member.userId), 401, "step-up-required");
    }
}
