package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EmailCodeRaceTest {

    private static final int TIMES = 50;

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[RACE-05] Fifty requests for a code again: one mail; fifty with the code: one session and one device")
    void one_mail_one_session_one_device() {
        Person ada = people.newcomer();
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 1);
        clock.advance(Duration.ofSeconds(31));

        List<Integer> asked =
                AtOnce.run(TIMES, () -> Api.resend(challenge).extract().statusCode());

        assertThat(asked).containsOnly(202);
        assertThat(mailbox.awaitCode(ada.email, 2)).isEqualTo(code);
        assertThat(rows.number("select count(*) from mail_outbox where user_id = ?::uuid", ada.userId))
                .isEqualTo(2);

        List<Integer> answered = AtOnce.run(
                TIMES, () -> Api.verify(challenge, "email_code", code).extract().statusCode());

        assertThat(answered).containsOnlyOnce(200);
        assertThat(answered).filteredOn(status -> status == 401).hasSize(TIMES - 1);
        assertThat(rows.number("select count(*) from session where user_id = ?::uuid", ada.userId))
                .isOne();
        assertThat(rows.number("select count(*) from trusted_device where user_id = ?::uuid", ada.userId))
                .isOne();
    }
}
