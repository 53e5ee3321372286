package dev.sallyport.testing;

import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import jakarta.inject.Singleton;

/** A person who knows a password and guesses at the code. */
@Singleton
public class Guesses {

    private static final int TRIES_OF_A_CHALLENGE = 5;

    private final People people;
    private final TestClock clock;

    Guesses(People people, TestClock clock) {
        this.people = people;
        this.clock = clock;
    }

    /** Enters wrong codes of an app, over as many challenges as it takes; each is looked at. */
    public void enterWrong(Person person, int count) {
        String challenge = null;
        for (int tried = 0; tried < count; tried++) {
            if (tried % TRIES_OF_A_CHALLENGE == 0) {
                challenge = people.challengeFor(person);
            }
            wrong(person, challenge).statusCode(401).body("type", equalTo("urn:sallyport:problem:invalid-code"));
        }
    }

    public ValidatableResponse wrong(Person person, String challenge) {
        return Api.verify(challenge, "totp", person.app.wrongCodeAt(clock.instant()));
    }

    public ValidatableResponse right(Person person, String challenge) {
        return Api.verify(challenge, "totp", person.app.codeAt(clock.instant()));
    }

    /** A code of the same form that differs from this one; a digit first is right for every kind of code. */
    public static String otherThan(String code) {
        return (code.charAt(0) == '0' ? '1' : '0') + code.substring(1);
    }
}
