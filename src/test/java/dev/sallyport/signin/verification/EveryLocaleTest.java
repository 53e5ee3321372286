package dev.sallyport.signin.verification;

import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service on a machine whose digits, letters and days are not those of this one. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EveryLocaleTest {

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    Mailbox mailbox;

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @ParameterizedTest(name = "[TOTP-06] every kind of code works where the machine speaks {0}")
    @ValueSource(strings = {"ar-EG-u-nu-arab", "fa-IR-u-nu-arabext", "tr-TR", "hi-IN-u-nu-deva"})
    void every_kind_of_code_works(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));

        Person ada = people.enrolled();
        Api.verify(people.challengeFor(ada), "totp", ada.app.codeAt(clock.instant()))
                .statusCode(200)
                .body("expiresIn", equalTo(300));
        Api.verify(people.challengeFor(ada), "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(200);
        Api.verify(people.challengeFor(ada), "paper_key", ada.paperKey).statusCode(200);
        String challenge = people.challengeFor(ada);
        Api.verify(challenge, "email_code", mailbox.awaitCode(ada.email, 2)).statusCode(200);
    }
}
