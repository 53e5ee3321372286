package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Api.body;
import static dev.sallyport.testing.Ceremonies.refused;
import static dev.sallyport.testing.PasskeyPage.signInAlone;
import static dev.sallyport.testing.PasskeyPage.verify;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.OtherSettings;
import dev.sallyport.testing.PasskeyPage;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SoftAuthenticator;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the settings change about passkeys. */
@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PasskeySettingsTest {

    @Inject
    People people;

    @Inject
    PasskeyPage page;

    @Inject
    TestClock clock;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[PASK-06] [THRT-06] passwordless sign-in is counted for the address, and can be turned off")
    void passwordless_can_be_turned_off() {
        clock.advance(Duration.ofMinutes(1));
        refused(Api.json().body(body()).post("/v1/sign-in/passkey-options").then(), 404, "not-found");
        JsonNode none = new ObjectMapper().createObjectNode();
        SoftAuthenticator key = SoftAuthenticator.synced();
        for (int tried = 1; tried <= 30; tried++) {
            refused(signInAlone(none, key.get(none)), 404, "not-found");
        }
        refused(signInAlone(none, key.get(none)), 429, "too-many-requests");
        clock.advance(Duration.ofMinutes(1));
    }

    @Test
    @DisplayName("[PASK-07] a counter that goes back is accepted if the settings say so, and the user is notified")
    void copies_can_be_accepted() {
        clock.advance(Duration.ofMinutes(1));
        SoftAuthenticator key = new SoftAuthenticator(SoftAuthenticator.Algorithm.ES256);
        Person ada = page.withPasskey(key);
        key.count = 1;
        verify(people.challengeFor(ada), key).statusCode(200);
        assertThat(rows.auditsOf(ada, "passkey_counter_went_back")).isOne();
        mailbox.awaitMail(ada.email, "One of your passkeys may have been copied");
    }
}
