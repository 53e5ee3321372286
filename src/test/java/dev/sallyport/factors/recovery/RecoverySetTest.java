package dev.sallyport.factors.recovery;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecoverySetTest extends RecoverySets {

    private static final int RENEWALS_AN_HOUR = 10;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Tokens tokens;

    @Test
    @DisplayName("[RECV-06] [R5] A new set voids all ten old codes, all ten new ones work, and the user gets a mail")
    void a_new_set_replaces_the_old_one() {
        Person ada = people.enrolled();
        List<String> fresh = newCodes(ada);
        assertThat(fresh).hasSize(10).doesNotContainAnyElementsOf(ada.recoveryCodes);
        for (int number = 0; number < 10; number++) {
            String challenge = people.challengeFor(ada);
            refused(recover(challenge, ada.recoveryCodes.get(number)), 401, "invalid-code");
            recover(challenge, fresh.get(number)).statusCode(200);
        }
        // one for the set that was asked for, one for the set that the last code of it brought
        assertThat(subjects(ada, 14))
                .filteredOn("You have new recovery codes"::equals)
                .hasSize(2);
    }

    @Test
    @DisplayName("[RECV-06] [R5] A set made as a file holds the ten codes, to be downloaded and not kept")
    void a_new_set_as_a_file() {
        Person ada = people.enrolled();
        Response file = Api.as(ada.accessToken).accept("text/plain").post(NEW_CODES);
        file.then().statusCode(201).contentType("text/plain");
        assertThat(file.header("Content-Disposition")).isEqualTo("attachment; filename=\"recovery-codes.txt\"");
        assertThat(file.header("Cache-Control")).contains("no-store");
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
        List<String> lines = file.asString().lines().toList();
        assertThat(lines).hasSize(10);
        recover(people.challengeFor(ada), lines.get(9)).statusCode(200);
    }

    @Test
    @DisplayName("[RECV-06] [R5] A session that is old, or of one factor, gets no new set, and the old one stays good")
    void a_new_set_needs_a_recent_second_factor() {
        Person ada = people.enrolled();
        for (String weak : List.of(
                tokens.issue(ada, AssuranceLevel.TWO_FACTOR, 601), tokens.issue(ada, AssuranceLevel.ONE_FACTOR, 0))) {
            refused(Api.as(weak).post(NEW_CODES).then(), 401, "step-up-required");
        }
        Api.json().post(NEW_CODES).then().statusCode(401);
        recover(people.challengeFor(ada), ada.recoveryCodes.get(0)).statusCode(200);
    }

    @Test
    @DisplayName("[RECV-06] A recovery code that was used before does not step a session up to a new set")
    void a_used_code_steps_nothing_up() {
        Person ada = people.enrolled();
        recover(people.challengeFor(ada), ada.recoveryCodes.get(0)).statusCode(200);
        refused(
                Api.as(tokens.issue(ada, AssuranceLevel.TWO_FACTOR, 601))
                        .body(Api.body("method", "recovery_code", "code", ada.recoveryCodes.get(0)))
                        .post("/v1/me/step-up")
                        .then(),
                401,
                "invalid-code");
    }

    @Test
    @DisplayName(
            "[RECV-06] [R6] Disabling voids codes and paper key for ever; a later set-up has others, and they work")
    void disabling_voids_every_code() {
        Person ada = people.enrolled();
        List<String> old = ada.recoveryCodes;
        String oldKey = ada.paperKey;
        recover(people.challengeFor(ada), old.get(0)).statusCode(200);
        Api.as(ada.accessToken)
                .body(Api.body("password", People.PASSWORD))
                .post("/v1/me/two-factor/disable")
                .then()
                .statusCode(204);
        Api.as(ada.accessToken).post(NEW_CODES).then().statusCode(409);
        ceremonies.start(ada);
        ada.recoveryCodes = ceremonies.confirm(ada).statusCode(200).extract().path("recoveryCodes");
        assertThat(ada.recoveryCodes).hasSize(10).doesNotContainAnyElementsOf(old);
        assertThat(ada.paperKey).isNotEqualTo(oldKey);
        for (String code : List.of(old.get(0), old.get(1), old.get(9))) {
            refused(recover(people.challengeFor(ada), code), 401, "invalid-code");
        }
        refused(Api.verify(people.challengeFor(ada), "paper_key", oldKey), 401, "invalid-code");
        recover(people.challengeFor(ada), ada.recoveryCodes.get(0)).statusCode(200);
    }

    @Test
    @DisplayName("[RECV-06] Ten new sets and keys an hour are made for a user, then none until the hour is over")
    void renewals_are_limited() {
        Person ada = people.enrolled();
        newCodes(ada);
        for (int more = 1; more < RENEWALS_AN_HOUR; more++) {
            Api.as(ada.accessToken).post("/v1/me/paper-key").then().statusCode(201);
        }
        for (String path : List.of(NEW_CODES, "/v1/me/paper-key")) {
            refused(Api.as(ada.accessToken).post(path).then(), 429, "too-many-requests")
                    .header("Retry-After", equalTo("3600"));
        }
        assertThat(subjects(ada, 12)).containsOnlyOnce("You have new recovery codes");

        clock.advance(Duration.ofHours(1));
        ceremonies.signInWithApp(ada);
        newCodes(ada);
    }

    private static List<String> newCodes(Person person) {
        return Api.as(person.accessToken)
                .post(NEW_CODES)
                .then()
                .statusCode(201)
                .extract()
                .path("codes");
    }

    private List<String> subjects(Person person, int count) {
        return mailbox.awaitMailsTo(person.email, count).stream()
                .map(RecoverySetTest::subject)
                .toList();
    }

    private static String subject(MimeMessage mail) {
        try {
            assertThat(Arrays.asList(mail.getHeader("Subject"))).hasSize(1);
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
