package dev.sallyport.policies.policy;

import static dev.sallyport.testing.AccountPolicies.save;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The date until which set-up can be skipped, and what comes after it. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GracePeriodTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    AccountPolicies accounts;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[POLI-02] [P4] [S12] Until the date set-up can be skipped; at that instant only enrollment is open")
    void the_date_is_an_instant() {
        Person ada = people.signedIn();
        Instant dueAt = clock.instant().plus(Duration.ofDays(2));
        accounts.require(ada.accountId, dueAt);
        clock.advance(Duration.between(clock.instant(), dueAt).minusSeconds(1));

        ada.accessToken = quietSignIn(ada)
                .body("status", equalTo("signed_in"))
                .body("notices", hasSize(1))
                .body("notices[0].type", equalTo("enrollment_due"))
                .body("notices[0].dueAt", equalTo(dueAt.toString()))
                .extract()
                .path("accessToken");
        Api.as(ada.accessToken)
                .get("/v1/me/two-factor")
                .then()
                .body("required", equalTo(true))
                .body("dueAt", equalTo(dueAt.toString()));

        clock.advance(Duration.ofSeconds(1));
        quietSignIn(ada).body("status", equalTo("enrollment_required")).body("accessToken", nullValue());
    }

    @Test
    @DisplayName("[P8] [POLI-02] Nothing that a user does moves the date, and who joins late has the same one")
    void nothing_moves_the_date() {
        Person owner = people.enrolled();
        Instant dueAt = clock.instant().plus(Duration.ofDays(3));
        save(owner, "required", true, "gracePeriodEndsAt", dueAt.toString()).statusCode(200);
        Person ada = people.signedIn(people.memberOf(owner, "member"));
        assertDue(ada.accessToken, dueAt);

        clock.advance(Duration.ofDays(1));
        people.signedIn(ada, 2);
        assertDue(ada.accessToken, dueAt);
        ceremonies.enroll(ada);
        clock.nextStep();
        JsonNode back = Api.read(
                Api.verify(people.challengeFor(ada), "paper_key", ada.paperKey).statusCode(200));
        assertDue(back.path("accessToken").asText(), dueAt);
        assertThat(back.at("/notices/0/dueAt").asText()).isEqualTo(dueAt.toString());

        clock.advance(Duration.between(clock.instant(), dueAt));
        Person late = people.memberOf(owner, "member");
        Api.verify(people.challengeFor(late), "email_code", mailbox.awaitCode(late.email, 1))
                .statusCode(200)
                .body("status", equalTo("enrollment_required"));
        String challenge = people.challengeFor(ada);
        Api.verify(challenge, "email_code", mailbox.awaitCode(ada.email, 3))
                .statusCode(200)
                .body("status", equalTo("enrollment_required"));
    }

    @Test
    @DisplayName("[POLI-03] [P7] A session begun while set-up could be skipped is given no new tokens once it cannot")
    void a_session_from_the_grace_period_ends() {
        Person owner = people.enrolled();
        Person before = people.signedIn(people.memberOf(owner, "member"));
        Instant dueAt = clock.instant().plus(Duration.ofMinutes(3));
        save(owner, "required", true, "gracePeriodEndsAt", dueAt.toString(), "existingSessions", "keep")
                .statusCode(200);
        clock.advance(Duration.ofMinutes(1));
        Person ada = people.signedIn(people.memberOf(owner, "member"));
        Person another = people.signedIn(people.memberOf(owner, "member"));
        Person both = people.enrolled(people.memberOf(owner, "member"));
        ada.refreshToken = refreshed(ada);

        clock.advance(Duration.between(clock.instant(), dueAt));

        refused(stepUp(another), 401, "not-authenticated");
        Api.refresh(ada.refreshToken).statusCode(400).body("error", equalTo("invalid_grant"));
        refused(Api.session(ada.accessToken), 401, "not-authenticated");
        refreshed(both);
        stepUp(before).statusCode(200);
        // What a step-up has replaced is worth nothing: the session continues with the token from there.
        Api.session(before.accessToken).statusCode(200);
    }

    @Test
    @DisplayName("[POLI-07] A session that was kept is refreshed until its own end")
    void a_kept_session_runs_to_its_end() {
        Person owner = people.enrolled();
        Person ada = people.signedIn(people.memberOf(owner, "member"));
        save(owner, "required", true, "existingSessions", "keep").statusCode(200);

        for (int days = 0; days < 30; days += 6) {
            ada.refreshToken = refreshed(ada);
            clock.advance(Duration.ofDays(6));
        }

        Api.refresh(ada.refreshToken).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    private static void assertDue(String accessToken, Instant dueAt) {
        Api.as(accessToken)
                .get("/v1/me/two-factor")
                .then()
                .statusCode(200)
                .body("required", equalTo(true))
                .body("dueAt", equalTo(dueAt.toString()));
    }

    private static String refreshed(Person person) {
        return Api.read(Api.refresh(person.refreshToken).statusCode(200))
                .path("refresh_token")
                .asText();
    }

    private static ValidatableResponse stepUp(Person person) {
        return Api.as(person.accessToken)
                .body(Api.body("method", "password", "password", People.PASSWORD))
                .post("/v1/me/step-up")
                .then();
    }

    private ValidatableResponse quietSignIn(Person person) {
        ValidatableResponse answer =
                Api.signIn(person.email, People.PASSWORD, person.deviceToken).statusCode(200);
        String successor = answer.extract().path("deviceToken");
        person.deviceToken = successor == null ? person.deviceToken : successor;
        return answer;
    }

    @Test
    @DisplayName(
            "[POLI-07] Only sessions of the members of that time are kept: not of a user who joins, or joins again")
    void no_session_of_a_later_member_is_kept() {
        Person owner = people.enrolled();
        Person member = people.signedIn(people.memberOf(owner, "member"));
        Person invited = people.signedIn();
        save(owner, "required", true, "existingSessions", "keep").statusCode(200);
        clock.advance(Duration.ofSeconds(1));
        member.refreshToken = refreshed(member);
        invited.refreshToken = refreshed(invited);

        Api.as(owner.accessToken)
                .body(Api.body("email", invited.email, "role", "member"))
                .post("/v1/accounts/{account}/users", owner.accountId)
                .then()
                .statusCode(201);
        Api.json()
                .body(Api.body("token", mailbox.awaitToken(invited.email, "sp_in_", 1)))
                .post("/v1/invitations/accept")
                .then()
                .statusCode(204);
        rows.joinAgain(member, owner.accountId, clock.instant());

        for (Person late : List.of(invited, member)) {
            refused(Api.session(late.accessToken), 401, "not-authenticated");
            refused(stepUp(late), 401, "not-authenticated");
            Api.refresh(late.refreshToken).statusCode(400).body("error", equalTo("invalid_grant"));
        }
    }
}
