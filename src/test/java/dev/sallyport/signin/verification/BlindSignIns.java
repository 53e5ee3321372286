package dev.sallyport.signin.verification;

import dev.sallyport.security.throttle.PasswordThrottle;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Everywhere;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.restassured.response.ValidatableResponse;

/** Sign-ins to an email for which no password is answered any longer. */
final class BlindSignIns {

    /** Where the owner of the email is. */
    static final String HOME = "198.51.100.20";

    private BlindSignIns() {}

    /** Sends wrong passwords, each from another address: from now on this email is signed in to blindly. */
    static void useUp(String email) {
        for (int number = 1; number <= PasswordThrottle.MAX_ATTEMPTS; number++) {
            Everywhere.signIn("203.0.113." + number, email, People.WRONG_PASSWORD)
                    .statusCode(401);
        }
    }

    static String challenge(Person person, String password) {
        return challenge(person.email, password);
    }

    static String challenge(String email, String password) {
        return Api.read(Everywhere.signIn(HOME, email, password).statusCode(200))
                .path("challengeToken")
                .asText();
    }

    static ValidatableResponse verify(String challenge, String method, String code) {
        return Everywhere.verify(HOME, challenge, method, code);
    }

    static ValidatableResponse post(String path, String challenge) {
        return Everywhere.from(HOME)
                .body(Api.body("challengeToken", challenge))
                .post(path)
                .then();
    }
}
