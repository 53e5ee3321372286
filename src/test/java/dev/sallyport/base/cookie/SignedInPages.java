package dev.sallyport.base.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import jakarta.inject.Inject;
import java.time.Duration;

/** Pages that take their tokens as cookies. */
abstract class SignedInPages {

    static final long WEEK = Duration.ofDays(7).toSeconds();

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    final Page page = new Page();

    String challengeFor(Person person) {
        String challenge = page.post("/v1/sign-in", "email", person.email, "password", People.PASSWORD)
                .statusCode(200)
                .body("status", equalTo("challenge_required"))
                .extract()
                .path("challengeToken");
        assertThat(page.set).isEmpty();
        return challenge;
    }

    Person signedIn(Person person) {
        person.accessToken = page.post(
                        "/v1/sign-in/verify",
                        "challengeToken",
                        challengeFor(person),
                        "method",
                        "email_code",
                        "code",
                        mailbox.awaitCode(person.email, 1))
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("status", equalTo("signed_in"))
                .body("refreshToken", nullValue())
                .body("refreshExpiresIn", equalTo((int) WEEK))
                .body("deviceToken", nullValue())
                .extract()
                .path("accessToken");
        return person;
    }
}
