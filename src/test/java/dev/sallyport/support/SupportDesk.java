package dev.sallyport.support;

import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Singleton;
import java.util.List;

/** Agents, the calls they make, and what is left in the trail. */
@Singleton
public class SupportDesk {

    public static final String REASON = "Phone stolen, ticket 4711";

    private static final String LOCKDOWN = "/v1/support/users/{id}/lockdown";

    private final People people;
    private final Rows rows;
    private final TestClock clock;

    public SupportDesk(People people, Rows rows, TestClock clock) {
        this.people = people;
        this.rows = rows;
        this.clock = clock;
    }

    /** An agent with a fresh session of level 2fa. */
    public Person agent() {
        Person agent = people.enrolled();
        setRoles(agent, List.of("support")).statusCode(200);
        return agent;
    }

    /** An owner of an account with one more member, who has an authenticator app. */
    public Person owner() {
        Person owner = people.enrolled();
        people.memberOf(owner, "member");
        return owner;
    }

    /** The caller of a request in the newest session of this person, just proved with an app. */
    public UserCaller caller(Person person) {
        return new UserCaller(
                UserId.fromString(person.userId),
                SessionId.fromString(rows.text(
                        "select id from session where user_id = ?::uuid and ended_at is null"
                                + " order by created_at desc limit 1",
                        person.userId)),
                AssuranceLevel.TWO_FACTOR,
                clock.instant(),
                List.of("pwd", "otp", "mfa"),
                true);
    }

    public static ValidatableResponse setRoles(Person person, List<String> roles) {
        return Api.asClient()
                .body(Api.body("roles", roles))
                .put("/v1/admin/users/{id}/roles", person.userId)
                .then();
    }

    public static void lockDown(Person agent, Person user) {
        lockDown(agent, user.userId).statusCode(204);
    }

    public static ValidatableResponse lockDown(Person caller, String userId) {
        return Api.as(caller.accessToken)
                .body(Api.body("reason", REASON))
                .post(LOCKDOWN, userId)
                .then();
    }

    public static void lift(Person agent, Person user) {
        lift(agent, user.userId).statusCode(204);
    }

    public static ValidatableResponse lift(Person caller, String userId) {
        return Api.as(caller.accessToken).delete(LOCKDOWN, userId).then();
    }

    public static ValidatableResponse reset(String token, String userId) {
        return Api.as(token)
                .body(Api.body("reason", REASON, "identityCheck", "video_call"))
                .post("/v1/support/users/{id}/two-factor-reset", userId)
                .then();
    }

    /** A reset that waits for a second agent; its id. */
    public static String requested(Person agent, Person user) {
        return reset(agent.accessToken, user.userId)
                .statusCode(202)
                .body("status", equalTo("requested"))
                .extract()
                .path("id");
    }

    /** What the page behind the link in the mail sends. */
    public static void cancelByLink(String token) {
        Api.json()
                .body(Api.body("token", token))
                .post("/v1/support/cancel")
                .then()
                .statusCode(204);
    }

    public static ValidatableResponse find(String token, String email) {
        return Api.as(token).queryParam("email", email).get("/v1/support/users").then();
    }

    public static ValidatableResponse approve(Person agent, String reset) {
        return Api.as(agent.accessToken)
                .post("/v1/support/resets/{id}/approve", reset)
                .then();
    }

    public static ValidatableResponse cancel(Person agent, String reset) {
        return Api.as(agent.accessToken)
                .post("/v1/support/resets/{id}/cancel", reset)
                .then();
    }

    /** The ids of the resets that wait, of all tests. */
    public static List<String> waiting(Person agent) {
        return Api.as(agent.accessToken)
                .queryParam("limit", 100)
                .get("/v1/support/resets")
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    public static ValidatableResponse get(Person agent, String reset) {
        return Api.as(agent.accessToken).get("/v1/support/resets/{id}", reset).then();
    }

    /** The rows of the trail about a user: who, from where, and the details, as one text each. */
    public List<String> trail(Person user, String type, String outcome) {
        return rows.texts(
                "select concat_ws(' ', actor_id, ip, details) from audit_event"
                        + " where user_id = ?::uuid and type = ? and outcome = ? order by id",
                user.userId,
                type,
                outcome);
    }

    public boolean hasTwoFactor(Person user) {
        return rows.number("select count(*) from totp_authenticator where user_id = ?::uuid", user.userId) > 0;
    }
}
