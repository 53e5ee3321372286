package dev.sallyport.factors.recovery;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The last recovery codes of a set, and what follows them. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LastRecoveryCodesTest extends RecoverySets {

    @Inject
    Rows rows;

    @Test
    @DisplayName(
            "[RECV-07] [R9] [R10] Each use sends a mail with time, place and count; the answer warns from three down")
    void the_user_is_told_of_each_use() {
        Person ada = people.enrolled();
        for (int left = 9; left >= 0; left--) {
            ValidatableResponse in = recover(people.challengeFor(ada), ada.recoveryCodes.get(left))
                    .statusCode(200);
            if (left > 3 || left == 0) {
                in.body("notices", hasSize(0));
            } else {
                in.body("notices.type", contains("recovery_codes_low")).body("notices.remaining", contains(left));
            }
        }
        List<String> used = new ArrayList<>();
        for (MimeMessage mail : mailbox.awaitMailsTo(ada.email, 12)) {
            if (Mailbox.text(mail).contains("signed in as you with a recovery code")) {
                used.add(Mailbox.text(mail));
            }
        }
        assertThat(used).hasSize(10).allMatch(text -> text.contains("(UTC)") && text.contains("Chrome 140 on Windows"));
        for (int left = 0; left < 10; left++) {
            String line = "Recovery codes left: " + left + "\n";
            assertThat(used).filteredOn(text -> text.contains(line)).hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "[RECV-07] [R9] The last code brings a new set with the answer: it works, the old one is dead, a mail says so")
    void the_last_code_brings_a_new_set() {
        Person ada = people.enrolled();
        for (String code : ada.recoveryCodes.subList(0, 9)) {
            recover(people.challengeFor(ada), code).statusCode(200).body("recoveryCodes", nullValue());
        }
        List<String> fresh = recover(people.challengeFor(ada), ada.recoveryCodes.get(9))
                .statusCode(200)
                .body("notices", hasSize(0))
                .extract()
                .path("recoveryCodes");

        assertThat(fresh)
                .hasSize(10)
                .doesNotContainAnyElementsOf(ada.recoveryCodes)
                .doesNotHaveDuplicates();
        Api.as(ada.accessToken).get(NEW_CODES).then().body("remaining", equalTo(10));
        String challenge = Api.signIn(ada.email, People.PASSWORD, null)
                .statusCode(200)
                .body("methods", contains("totp", "recovery_code", "paper_key"))
                .extract()
                .path("challengeToken");
        refused(recover(challenge, ada.recoveryCodes.get(9)), 401, "invalid-code");
        recover(challenge, fresh.get(0)).statusCode(200).body("recoveryCodes", nullValue());
        assertThat(rows.auditsOf(ada, "recovery_codes_regenerated")).isOne();
    }

    @Test
    @DisplayName("[RECV-07] [R9] The last code at a step-up brings a new set, too")
    void the_last_code_at_a_step_up() {
        Person ada = people.enrolled();
        ada.recoveryCodes
                .subList(0, 9)
                .forEach(code -> recover(people.challengeFor(ada), code).statusCode(200));
        List<String> fresh = Api.as(ada.accessToken)
                .body(Api.body("method", "recovery_code", "code", ada.recoveryCodes.get(9)))
                .post("/v1/me/step-up")
                .then()
                .statusCode(200)
                .extract()
                .path("recoveryCodes");
        recover(people.challengeFor(ada), fresh.get(9)).statusCode(200);
    }

    @Test
    @DisplayName("[RECV-07] With no code left the challenge does not offer one, and any code is an invalid one")
    void with_none_left_other_ways_are_named() {
        Person ada = people.enrolled();
        rows.change("update recovery_code set used_at = now() where user_id = ?::uuid", ada.userId);
        String challenge = Api.signIn(ada.email, People.PASSWORD, null)
                .statusCode(200)
                .body("methods", contains("totp", "paper_key"))
                .extract()
                .path("challengeToken");
        refused(recover(challenge, ada.recoveryCodes.get(0)), 401, "invalid-code");
        Api.as(ada.accessToken).get(NEW_CODES).then().body("remaining", equalTo(0));
        Api.verify(challenge, "totp", ada.app.codeAt(clock.instant())).statusCode(200);
    }
}
