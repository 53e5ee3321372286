package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Answer;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignInResponsesTest {

    private static final int TIMES = 20;
    private static final int MAX_TRIES = 10;

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[AUTH-01] unknown, wrong, disabled and without a password: one answer, to the byte")
    void the_response_does_not_show_why_a_sign_in_was_refused() {
        String known = people.newcomer().email;
        String disabled = disabled().email;
        String ssoOnly = withoutPassword().email;
        Set<Answer> answers = new HashSet<>();
        for (int time = 0; time < TIMES; time++) {
            rows.forgetPasswordGuesses();
            answers.add(signIn(unknown(), People.WRONG_PASSWORD));
            answers.add(signIn(known, People.WRONG_PASSWORD));
            answers.add(signIn(disabled, People.WRONG_PASSWORD));
            answers.add(signIn(disabled, People.PASSWORD));
            answers.add(signIn(ssoOnly, People.WRONG_PASSWORD));
            answers.add(signIn(ssoOnly, People.PASSWORD));
        }

        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).contains("\"urn:sallyport:problem:invalid-credentials\"");
            assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
        });
    }

    @Test
    @DisplayName("[AUTH-01] after too many tries challenge and refusal are the same too, whosever the email is")
    void the_response_does_not_show_whose_email_is_throttled() {
        Set<Answer> challenges = new HashSet<>();
        Set<Answer> answers = new HashSet<>();
        for (String email :
                new String[] {unknown(), people.newcomer().email, disabled().email, withoutPassword().email}) {
            for (int tried = 0; tried < MAX_TRIES; tried++) {
                Api.signIn(email, People.WRONG_PASSWORD, null).statusCode(401);
            }
            for (int tried = 0; tried < MAX_TRIES; tried++) {
                challenges.add(signIn(email, tried % 2 == 0 ? People.WRONG_PASSWORD : People.PASSWORD));
            }
            answers.add(signIn(email, People.WRONG_PASSWORD));
            answers.add(signIn(email, People.PASSWORD));
        }

        assertThat(challenges)
                .singleElement()
                .satisfies(answer -> assertThat(answer.body()).contains("\"extra_verification\""));
        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.body()).contains("\"urn:sallyport:problem:too-many-attempts\"");
            assertThat(answer.headers()).containsEntry("Retry-After", "900");
        });
    }

    @Test
    @DisplayName("[MAIL-06] a wrong password, an unknown or a disabled user: no mail with a code")
    void no_mail_leaves_before_the_right_password() {
        Person victim = people.newcomer();
        String unknown = unknown();
        Person disabled = disabled();
        for (int tried = 0; tried < MAX_TRIES; tried++) {
            Api.signIn(victim.email, People.WRONG_PASSWORD, null).statusCode(401);
            Api.signIn(unknown, People.WRONG_PASSWORD, null).statusCode(401);
        }
        Api.signIn(disabled.email, People.PASSWORD, null).statusCode(401);
        Api.signIn(victim.email, People.WRONG_PASSWORD, null)
                .statusCode(200)
                .body("purpose", equalTo("extra_verification"));

        // The mail of a user who may get one comes after all that was owed before it.
        Person later = people.newcomer();
        people.challengeFor(later);
        mailbox.awaitMailsTo(later.email, 1);
        for (String email : new String[] {victim.email, unknown, disabled.email}) {
            assertThat(rows.number(
                            "select count(*) from mail_outbox where recipient = ? and kind <> 'wrong_passwords'",
                            email))
                    .isZero();
        }
    }

    private static Answer signIn(String email, String password) {
        return Answer.of(Api.signIn(email, password, null)).withoutToken();
    }

    private static String unknown() {
        return "user-nobody-" + System.nanoTime() + "@example.org";
    }

    private Person disabled() {
        Person person = people.newcomer();
        rows.change("update app_user set status = 'disabled' where id = ?::uuid", person.userId);
        return person;
    }

    private Person withoutPassword() {
        Person person = people.newcomer();
        rows.change("delete from password_credential where user_id = ?::uuid", person.userId);
        return person;
    }
}
