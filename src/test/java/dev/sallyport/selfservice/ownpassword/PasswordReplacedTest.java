package dev.sallyport.selfservice.ownpassword;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RefusedChanges;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A password that is replaced while the guesses at the former one cannot be forgotten. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PasswordReplacedTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[SESS-03] a reset that is committed is answered as done")
    void by_a_link() {
        Person ada = people.newcomer();
        Api.json()
                .body(Api.body("email", ada.email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);
        String token = mailbox.awaitToken(ada.email, "sp_pr_", 1);
        try (RefusedChanges outage = RefusedChanges.of("delete", "allowance", rows)) {
            Api.setPassword(token, People.NEW_PASSWORD).statusCode(204);
            assertThat(outage.count()).isPositive();
        }
        Api.signIn(ada.email, People.NEW_PASSWORD, null).statusCode(200);
    }
}
