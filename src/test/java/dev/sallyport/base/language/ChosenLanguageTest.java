package dev.sallyport.base.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChosenLanguageTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    private static ValidatableResponse signIn(Person person, String acceptLanguage) {
        return Api.json()
                .header("Accept-Language", acceptLanguage)
                .body(Api.body("email", person.email, "password", People.PASSWORD))
                .post("/v1/sign-in")
                .then();
    }

    private static ValidatableResponse choose(Person person, String locale) {
        return Api.as(person.accessToken)
                .body(Api.body("locale", locale))
                .patch("/v1/me")
                .then();
    }

    @Test
    @DisplayName("[N5] without a setting, mails are in the language that the browser asks for")
    void mails_follow_the_browser() throws MessagingException {
        Person ada = people.newcomer();
        signIn(ada, "fr-CH, en;q=0.5").statusCode(200);
        signIn(ada, "ja").statusCode(200);

        var mails = mailbox.awaitMailsTo(ada.email, 2);

        assertThat(mails.get(0).getSubject()).isEqualTo("Confirmez votre identité pour poursuivre la connexion.");
        assertThat(Mailbox.text(mails.get(0)))
                .contains("10 minutes", "lang=\"fr\"")
                .doesNotContain("enter this code");
        assertThat(mails.get(1).getSubject()).isEqualTo("ログインを続けるには本人確認を行ってください。");
        assertThat(Mailbox.text(mails.get(1))).contains("10分", "lang=\"ja\"");
    }

    @Test
    @DisplayName("[N5] the user's setting goes before what the browser asks for, in mails and in titles")
    void the_setting_goes_first() throws MessagingException {
        Person ada = people.signedIn();
        Api.as(ada.accessToken).get("/v1/me").then().body("locale", nullValue());

        choose(ada, "de").statusCode(200).body("locale", equalTo("de"));

        Api.as(ada.accessToken)
                .header("Accept-Language", "es")
                .delete("/v1/me/authenticators/{id}", "0199d3c2-0000-7000-8000-00000000dead")
                .then()
                .statusCode(404)
                .header("Content-Language", equalTo("de"))
                .body("title", equalTo("Nicht gefunden"));
        signIn(ada, "es").statusCode(200);
        assertThat(mailbox.awaitMailsTo(ada.email, 2).get(1).getSubject())
                .isEqualTo("Bestätigen Sie Ihre Identität, um mit der Anmeldung fortzufahren.");
    }

    @Test
    @DisplayName("[N5] a setting is taken as Accept-Language and systems write it, and answered as the language alone")
    void a_setting_with_a_region() {
        Person ada = people.signedIn();
        for (String german : new String[] {"de-AT", "de_DE", "DE", "de_DE.UTF-8", "nl, de;q=0.5", " de-1996 "}) {
            choose(ada, "fr-CA").statusCode(200).body("locale", equalTo("fr"));
            choose(ada, german).statusCode(200).body("locale", equalTo("de"));
        }
        Api.as(ada.accessToken).get("/v1/me").then().body("locale", equalTo("de"));
    }

    @Test
    @DisplayName("[N5] titles of problems follow Accept-Language, types do not")
    void titles_follow_the_browser() {
        Person nobody = people.newcomer();
        Api.json()
                .header("Accept-Language", "es-MX")
                .body(Api.body("email", nobody.email, "password", "wrong"))
                .post("/v1/sign-in")
                .then()
                .statusCode(401)
                .header("Content-Language", equalTo("es"))
                .header("Vary", containsString("Accept-Language"))
                .body("type", equalTo("urn:sallyport:problem:invalid-credentials"))
                .body("title", equalTo("Las credenciales no son correctas"));
        Api.json()
                .header("Accept-Language", "fr")
                .header("Content-Encoding", "gzip")
                .body("{}")
                .post("/v1/sign-in")
                .then()
                .statusCode(415)
                .body("title", equalTo("Ce type de média n’est pas pris en charge"));
        Api.json()
                .body("{")
                .post("/v1/sign-in")
                .then()
                .header("Content-Language", equalTo("en"))
                .body("title", equalTo("The request is not valid"));
    }

    @Test
    @DisplayName("[N5] [E11] an authenticator without a name gets one in the language of its user")
    void default_names() {
        Person ada = people.signedIn();
        startInFrench(ada);
        nameOfPending(ada).body("authenticators.name", contains("Application d’authentification"));
        choose(ada, "de").statusCode(200);
        startInFrench(ada);
        nameOfPending(ada).body("authenticators.name", contains("Authenticator-App"));
    }

    private static void startInFrench(Person person) {
        Api.as(person.accessToken)
                .header("Accept-Language", "fr-CA")
                .body("{}")
                .post("/v1/me/authenticators")
                .then()
                .statusCode(201);
    }

    private static ValidatableResponse nameOfPending(Person person) {
        return Api.as(person.accessToken).get("/v1/me/two-factor").then().statusCode(200);
    }

    @Test
    void a_language_that_is_not_spoken_here_cannot_be_chosen() {
        Person ada = people.signedIn();

        choose(ada, "nl").statusCode(400).body("errors[0].field", equalTo("locale"));
        choose(ada, "").statusCode(400);
        Api.as(ada.accessToken).get("/v1/me").then().body("locale", nullValue());
    }

    @Test
    @DisplayName("[N5] the page behind a link is in the browser's language")
    void pages_follow_the_browser() {
        Api.json()
                .header("Accept-Language", "de-AT")
                .get("/v1/support/cancel")
                .then()
                .statusCode(200)
                .body(containsString("<html lang=\"de\">"))
                .body(containsString("Zurücksetzen abbrechen"));
    }
}
