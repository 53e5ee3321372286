package dev.sallyport.policies.policy;

import static dev.sallyport.testing.AccountPolicies.read;
import static dev.sallyport.testing.AccountPolicies.save;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Answer;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Second factors that an account forbids its members. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AllowedMethodsTest {

    private static final String[] ALL = {"passkey", "totp", "recovery_code", "paper_key"};

    /** Those that a user with an app has. */
    private static final String[] HELD = {"totp", "recovery_code", "paper_key"};

    @Inject
    People people;

    @Inject
    AccountPolicies accounts;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[P11] The list is what was saved, in one order; left out it is everything")
    void the_list_is_what_was_saved() {
        Person ada = people.enrolled();
        read(ada).body("allowedMethods", contains(ALL));

        allow(ada, "paper_key", "totp").body("allowedMethods", contains("totp", "paper_key"));
        read(ada).body("allowedMethods", contains("totp", "paper_key"));

        save(ada, "required", false).statusCode(200).body("allowedMethods", contains(ALL));
        read(ada).body("allowedMethods", contains(ALL));
    }

    @Test
    @DisplayName(
            "[P11] A list without a second factor, with a repeat, or with any other word is neither saved nor previewed")
    void bad_lists_are_refused() {
        Person ada = people.enrolled();
        List<Object> withoutApp = List.of(List.of(), List.of("recovery_code", "paper_key"));
        for (Object list : withoutApp) {
            Map<String, Object> body = Api.body("required", false, "allowedMethods", list);
            refused(save(ada, "\"0\"", body), 422, "rule-violated").body("errors[0].field", equalTo("allowedMethods"));
            refused(preview(ada, body), 422, "rule-violated");
        }
        List<Object> malformed = new ArrayList<>(List.of(
                List.of("totp", "totp"),
                List.of("totp", "email_code"),
                List.of("totp", "password"),
                List.of("TOTP"),
                List.of("totp", ""),
                List.of(0),
                List.of(List.of("totp")),
                Arrays.asList("totp", null),
                Map.of("totp", true),
                "totp"));
        for (Object list : malformed) {
            Map<String, Object> body = Api.body("required", false, "allowedMethods", list);
            refused(save(ada, "\"0\"", body), 400, "invalid-request");
            refused(preview(ada, body), 400, "invalid-request");
        }
        read(ada).header("ETag", "\"0\"").body("allowedMethods", contains(ALL));
    }

    @Test
    @DisplayName(
            "[P11] While forbidden, codes and keys are neither offered nor accepted, also where that was begun before;"
                    + " once allowed again they are as good as ever")
    void what_is_forbidden_opens_nothing() {
        Person ada = people.enrolled();
        String before = people.challengeFor(ada);
        allow(ada, "totp");

        Api.signIn(ada.email, People.PASSWORD, null).body("methods", contains("totp"));
        Api.asClient()
                .body(Api.body("userId", ada.userId))
                .post("/v1/challenges")
                .then()
                .statusCode(200)
                .body("methods", contains("totp"));
        Api.challenge(before).body("methods", contains("totp"));
        refused(Api.verify(before, "recovery_code", ada.recoveryCodes.get(0)), 401, "invalid-code");
        refused(Api.verify(before, "paper_key", ada.paperKey), 401, "invalid-code");
        Api.challenge(before).body("attemptsLeft", equalTo(3));

        allow(ada, ALL);
        Api.signIn(ada.email, People.PASSWORD, null).body("methods", contains(HELD));
        Api.challenge(before).body("methods", contains(HELD));
        Api.verify(before, "recovery_code", ada.recoveryCodes.get(0)).statusCode(200);
        Api.verify(people.challengeFor(ada), "paper_key", ada.paperKey).statusCode(200);
    }

    @Test
    @DisplayName("[P11] A forbidden code is answered like one that the user does not have")
    void forbidden_is_answered_like_missing() {
        Person ada = people.enrolled();
        Person bob = people.enrolled();
        allow(ada, "totp");
        rows.change("delete from recovery_code_set where user_id = ?::uuid", bob.userId);
        rows.change("delete from paper_key where user_id = ?::uuid", bob.userId);
        assertThat(answers(ada)).isEqualTo(answers(bob));
    }

    @Test
    @DisplayName("[P11] Of several accounts each can forbid, whether it requires two-factor sign-in or not")
    void several_accounts_forbid_together() {
        Person ada = people.enrolled();
        Person grace = people.enrolled();
        rows.join(ada, grace.accountId, "member");
        allow(ada, "totp", "recovery_code");
        save(grace, "required", true, "allowedMethods", List.of("totp", "paper_key"))
                .statusCode(200);

        String challenge = people.challengeFor(ada);
        Api.challenge(challenge).body("methods", contains("totp"));
        refused(Api.verify(challenge, "recovery_code", ada.recoveryCodes.get(0)), 401, "invalid-code");
        refused(Api.verify(challenge, "paper_key", ada.paperKey), 401, "invalid-code");
        Api.signIn(grace.email, People.PASSWORD, null).body("methods", contains("totp", "paper_key"));

        save(grace, "required", true).statusCode(200);
        Api.challenge(challenge).body("methods", contains("totp", "recovery_code"));
        refused(Api.verify(challenge, "paper_key", ada.paperKey), 401, "invalid-code");
        Api.verify(challenge, "recovery_code", ada.recoveryCodes.get(0)).statusCode(200);
    }

    @Test
    @DisplayName("[P11] What is forbidden neither steps up nor disables, and is unused once it is allowed again")
    void what_is_forbidden_proves_nothing() {
        Person ada = people.enrolled();
        allow(ada, "totp");
        String code = ada.recoveryCodes.get(0);
        refused(stepUp(ada, code), 401, "invalid-code").body("attemptsLeft", equalTo(9));
        refused(disable(ada, "recovery_code", code), 401, "invalid-code").body("attemptsLeft", equalTo(8));
        refused(disable(ada, "paper_key", ada.paperKey), 401, "invalid-code").body("attemptsLeft", equalTo(7));

        allow(ada, ALL);
        stepUp(ada, code).statusCode(200);
        disable(ada, "paper_key", ada.paperKey).statusCode(204);
    }

    @Test
    @DisplayName("[P11] [P16] Allowing more is audited and mailed to owners; allowing less is audited")
    void allowing_more_relaxes_the_rules() {
        Person ada = people.enrolled();
        allow(ada, "totp");
        assertThat(relaxedMails(ada)).isZero();
        allow(ada, "totp", "paper_key");
        assertThat(relaxedMails(ada)).isOne();

        JsonPath details = JsonPath.from(rows.text(
                "select details::text from audit_event where account_id = ?::uuid"
                        + " and type = 'two_factor_policy_changed' order by id desc",
                ada.accountId));
        assertThat(details.getList("from.allowedMethods", String.class)).containsExactly("totp");
        assertThat(details.getList("to.allowedMethods", String.class)).containsExactly("totp", "paper_key");
    }

    private int relaxedMails(Person owner) {
        return rows.number(
                "select count(*) from mail_outbox where kind = 'two_factor_policy_relaxed' and user_id = ?::uuid",
                owner.userId);
    }

    private List<Answer> answers(Person person) {
        String challenge = people.challengeFor(person);
        return List.of(
                Answer.of(Api.verify(challenge, "recovery_code", person.recoveryCodes.get(0))),
                Answer.of(Api.verify(challenge, "paper_key", person.paperKey)),
                Answer.of(stepUp(person, person.recoveryCodes.get(0))),
                Answer.of(disable(person, "paper_key", person.paperKey)));
    }

    private static ValidatableResponse allow(Person owner, String... methods) {
        return save(owner, "required", false, "allowedMethods", List.of(methods))
                .statusCode(200);
    }

    private static ValidatableResponse preview(Person person, Map<String, Object> body) {
        return Api.as(person.accessToken)
                .body(body)
                .post("/v1/accounts/{id}/two-factor-policy/preview", person.accountId)
                .then();
    }

    private static ValidatableResponse stepUp(Person person, String recoveryCode) {
        return Api.as(person.accessToken)
                .body(Api.body("method", "recovery_code", "code", recoveryCode))
                .post("/v1/me/step-up")
                .then();
    }

    private static ValidatableResponse disable(Person person, String method, String code) {
        return Api.as(person.accessToken)
                .body(Api.body("password", People.PASSWORD, "method", method, "code", code))
                .post("/v1/me/two-factor/disable")
                .then();
    }
}
