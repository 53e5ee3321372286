package dev.sallyport.selfservice.erasure;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Challenged;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RefusedChanges;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Users who ask to be erased. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ErasureRequestTest {

    private static final Duration WAIT = Duration.ofDays(7);

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @Inject
    Scheduler scheduler;

    @Inject
    ErasureSchedule schedule;

    @Inject
    UserErasureRepository erasures;

    @AfterEach
    void jobs_run_again() {
        scheduler.resume();
    }

    private static ValidatableResponse ask(Person person) {
        return Api.as(person.accessToken).post("/v1/me/erasure").then();
    }

    private static ValidatableResponse cancel(Person person) {
        return Api.as(person.accessToken).delete("/v1/me/erasure").then();
    }

    private static ValidatableResponse waiting(Person person) {
        return Api.as(person.accessToken).get("/v1/me/erasure").then();
    }

    @Test
    @DisplayName("[ERAS-08] a user asks three times a day at most, so that no session buries the mails")
    void requests_are_limited() {
        Person ada = people.signedIn(people.newMember());
        for (int asked = 1; asked <= ErasureRequestAllowance.A_DAY; asked++) {
            ask(ada).statusCode(202);
            ask(ada).statusCode(202);
            cancel(ada).statusCode(204);
        }

        refused(ask(ada), 429, "too-many-requests");
        refused(waiting(ada), 404, "not-found");
    }

    private int users(Person person) {
        return rows.number("select count(*) from app_user where id = ?::uuid", person.userId);
    }

    @Test
    @DisplayName("[ERAS-08] a user who asks for it is erased when the waiting time is over, and not before")
    void the_waiting_time() {
        Person ada = people.signedIn(people.newMember());
        scheduler.pause(); // the test says when the job runs
        refused(waiting(ada), 404, "not-found");
        Instant erasesAt = clock.instant().plus(WAIT);

        String date = ask(ada).statusCode(202).extract().path("erasesAt");

        assertThat(Instant.parse(date)).isBetween(erasesAt.minusSeconds(5), erasesAt.plusSeconds(5));
        waiting(ada).statusCode(200).body("erasesAt", equalTo(date));
        ask(ada).statusCode(202).body("erasesAt", equalTo(date));
        mailbox.awaitMail(ada.email, "Your data will be erased");

        clock.advance(WAIT.minus(Duration.ofMinutes(1)));
        schedule.onTick();
        assertThat(users(ada)).isOne();

        clock.advance(Duration.ofMinutes(1));
        schedule.onTick();
        assertThat(users(ada)).isZero();
        mailbox.awaitMail(ada.email, "Your data was erased");
    }

    @Test
    void a_cancelled_erasure_does_nothing() {
        Person ada = people.signedIn(people.newMember());
        ask(ada).statusCode(202);

        cancel(ada).statusCode(204);

        mailbox.awaitMail(ada.email, "Your data will not be erased");
        refused(cancel(ada), 404, "not-found");
        scheduler.pause();
        clock.advance(WAIT);
        schedule.onTick();
        assertThat(users(ada)).isOne();
        assertThat(rows.auditsOf(ada, "user_erasure_cancelled")).isOne();
    }

    @Test
    @DisplayName("[ERAS-08] the link in the mail cancels it, and throws out the session that asked for it")
    void a_request_by_another_person() {
        Person ada = people.signedIn(people.newMember());
        ask(ada).statusCode(202);
        mailbox.awaitMail(ada.email, "Your data will be erased");
        String token = Mailbox.text(mailbox.mailsTo(ada.email).stream()
                .filter(mail -> "Your data will be erased".equals(Mailbox.subject(mail)))
                .findFirst()
                .orElseThrow());
        String link = token.substring(token.indexOf("#sp_nd_") + 1).split("[\\s\"<]")[0];

        Api.json().body(Api.body("token", link)).post("/v1/report").then().statusCode(204);

        assertThat(rows.number("select count(*) from user_erasure where user_id = ?::uuid", ada.userId))
                .isZero();
        Api.session(ada.accessToken).statusCode(401);
    }

    @Test
    void it_takes_a_recent_proof() {
        Person ada = people.signedIn(people.newMember());
        clock.advance(Duration.ofMinutes(11));
        Api.refresh(ada.refreshToken);
        String stale = Api.refresh(ada.refreshToken).extract().path("access_token");

        Challenged.askedToStepUp(Api.as(stale).post("/v1/me/erasure").then(), "1fa");
        Challenged.askedToStepUp(Api.as(stale).delete("/v1/me/erasure").then(), "1fa");
    }

    @Test
    void the_last_owner_says_what_becomes_of_the_account() {
        Person owner = people.enrolled();
        Person member = people.memberOf(owner, "member");
        refused(ask(owner), 409, "last-owner");

        Api.as(owner.accessToken)
                .queryParam("account", "delete")
                .post("/v1/me/erasure")
                .then()
                .statusCode(202);
        mailbox.awaitMail(owner.email, "Your data will be erased");
        assertThat(mailbox.mailsTo(owner.email))
                .anyMatch(mail -> Mailbox.text(mail).contains("You are the last owner of Acme"));

        scheduler.pause();
        clock.advance(WAIT);
        schedule.onTick();
        assertThat(users(owner) + users(member)).isZero();
    }

    /** The other owner left during the waiting time. */
    @Test
    void an_account_with_members_stays_where_its_user_did_not_ask_for_its_end() {
        Person owner = people.newcomer();
        Person leaving = people.signedIn(people.memberOf(owner, "owner"));
        ask(leaving).statusCode(202);
        Person member = people.memberOf(owner, "member");
        rows.change("update membership set role = 'member' where user_id = ?::uuid", owner.userId);

        scheduler.pause();
        clock.advance(WAIT);
        schedule.onTick();

        assertThat(users(leaving)).isZero();
        assertThat(users(owner) + users(member)).isEqualTo(2);
        assertThat(rows.number("select count(*) from account where id = ?::uuid", owner.accountId))
                .isOne();
    }

    @Test
    @DisplayName("[ERAS-08] a step that has failed leaves alone an erasure that was asked for anew since")
    void a_new_request_keeps_its_waiting_time() {
        Person ada = people.signedIn(people.newMember());
        ask(ada).statusCode(202);
        UserId user = UserId.fromString(ada.userId);
        UserErasure failed = Transactions.call(() -> erasures.find(user)).orElseThrow();
        cancel(ada).statusCode(204);
        clock.advance(Duration.ofMinutes(1));
        String date = ask(ada).statusCode(202).extract().path("erasesAt");

        Transactions.run(() -> erasures.postpone(failed, clock.instant()));

        waiting(ada).statusCode(200).body("erasesAt", equalTo(date));
        cancel(ada).statusCode(204);
    }

    @Test
    @DisplayName("[ERAS-08] an erasure that fails when it is due is postponed, and delays no other")
    void an_erasure_that_fails() {
        Person ada = people.signedIn(people.newMember());
        Person bob = people.signedIn(people.newMember());
        ask(ada).statusCode(202);
        clock.advance(Duration.ofSeconds(1));
        ask(bob).statusCode(202);
        scheduler.pause(); // the test says when the job runs
        clock.advance(WAIT);
        try (LogRecorder log = LogRecorder.open();
                RefusedChanges fault =
                        RefusedChanges.ofRows("delete", "app_user", "old.id = '" + ada.userId + "'", rows)) {
            schedule.onTick();
            assertThat(fault.count()).isPositive();
            assertThat(log.lines()).anyMatch(line -> line.contains("The erasure of user " + ada.userId));
        }
        assertThat(users(bob)).isZero();
        assertThat(users(ada)).isOne();
        assertThat(rows.number("select failures from user_erasure where user_id = ?::uuid", ada.userId))
                .isOne();

        clock.advance(Duration.ofSeconds(6));
        schedule.onTick();
        assertThat(users(ada)).isZero();
        assertThat(rows.number("select failures from user_erasure where user_id = ?::uuid", ada.userId))
                .as("its next stage begins anew")
                .isZero();
    }
}
