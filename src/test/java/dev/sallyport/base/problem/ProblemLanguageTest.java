package dev.sallyport.base.problem;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProblemLanguageTest {

    @Inject
    People people;

    private static ValidatableResponse signIn(String language, Map<String, Object> body) {
        return Api.json()
                .header("Accept-Language", language)
                .body(body)
                .post("/v1/sign-in")
                .then()
                .header("Content-Language", equalTo(language))
                .header("Vary", containsString("Accept-Language"));
    }

    private static ValidatableResponse changePassword(Person person, String language, String current, String next) {
        return Api.as(person.accessToken)
                .header("Accept-Language", language)
                .body(Api.body("currentPassword", current, "newPassword", next))
                .put("/v1/me/password")
                .then();
    }

    @Test
    @DisplayName("[N5] the detail is in the language of the title")
    void the_detail() {
        Map<String, Object> wrong = Api.body("email", people.newcomer().email, "password", "wrong");

        signIn("de", wrong)
                .statusCode(401)
                .body("title", equalTo("Die Zugangsdaten sind nicht richtig"))
                .body(
                        "detail",
                        equalTo("Die E-Mail-Adresse oder das Passwort ist nicht richtig. Prüfen Sie beides, oder"
                                + " setzen Sie unter /v1/password/forgot ein neues Passwort."));
        signIn("ja", wrong)
                .body(
                        "detail",
                        equalTo("メールアドレスまたはパスワードが正しくありません。両方を確認するか、" + "/v1/password/forgot で新しいパスワードを設定してください。"));
        signIn("en", wrong).body("detail", containsString("The email or the password is not correct."));
    }

    @Test
    @DisplayName("[N5] the messages of fields are in the language of the title, and so is a detail made of one")
    void the_messages_of_fields() {
        Map<String, Object> incomplete = Api.body("email", "ada@example.org");

        signIn("de", incomplete)
                .statusCode(400)
                .body("errors[0].field", equalTo("password"))
                .body("errors[0].message", equalTo("fehlt"))
                .body("detail", equalTo("password: fehlt"));
        signIn("ja", incomplete).body("errors[0].message", equalTo("必須です"));
        signIn("fr", Api.body("email", "ada@example.org", "password", "x", "pasword", "y"))
                .body(
                        "errors[0].message",
                        containsString("n’est pas un champ de cette requête ; il s’agit peut-être de"
                                + " password, et les champs sont"));
    }

    @Test
    @DisplayName(
            "[N5] a constraint's places are filled, and the fault of an address is named, in the language of the user")
    void the_messages_of_constraints() {
        Person ada = people.signedIn();

        Api.as(ada.accessToken)
                .header("Accept-Language", "de")
                .body(Api.body("email", "ada@-example.org", "password", People.PASSWORD))
                .put("/v1/me/email")
                .then()
                .statusCode(400)
                .body(
                        "errors[0].message",
                        equalTo("muss eine E-Mail-Adresse sein: Teil 1 der Domain hat einen"
                                + " Bindestrich an einer Stelle, an der er nicht erlaubt ist"));
        signIn("es", Api.body("email", "ada@example.org", "password", "x".repeat(5000)))
                .statusCode(400)
                .body("errors[0].message", containsString("la longitud debe estar entre 1 y "));
    }

    @Test
    @DisplayName("[N5] the reason why a password is weak is in the user's language, not in that of the browser")
    void weak_passwords() {
        Person ada = people.signedIn();
        Api.as(ada.accessToken)
                .body(Api.body("locale", "ja"))
                .patch("/v1/me")
                .then()
                .statusCode(200);

        changePassword(ada, "de", People.PASSWORD, "short")
                .statusCode(422)
                .header("Content-Language", equalTo("ja"))
                .body("detail", containsString("文字以上にしてください。"));
        Api.as(ada.accessToken)
                .body(Api.body("locale", "de"))
                .patch("/v1/me")
                .then()
                .statusCode(200);
        changePassword(ada, "ja", People.PASSWORD, ada.email)
                .statusCode(422)
                .body(
                        "detail",
                        equalTo("Wählen Sie ein Passwort, das nicht Ihr Name und nicht Ihre E-Mail-Adresse ist."));
        changePassword(ada, "ja", "", "lantern orbit copper quay")
                .statusCode(400)
                .body("errors[0].message", equalTo("die Länge muss zwischen 1 und 512 liegen"));
    }

    @Test
    @DisplayName("[N5] refusals before any resource are in the requested language")
    void early_refusals() {
        RestAssured.given()
                .header("Accept-Language", "de")
                .get("/v1/me?limit=1&limit=2")
                .then()
                .statusCode(400)
                .body("detail", equalTo("Senden Sie jeden Parameter der Abfrage nur einmal."));
        RestAssured.given()
                .header("Accept-Language", "ja")
                .get("/v1/nowhere")
                .then()
                .statusCode(404)
                .body("detail", equalTo("このパスの操作はありません。公開されている仕様と比べてください。"));
    }

    @Test
    @DisplayName("[N5] OAuth's error_description stays English, since only ASCII is allowed in it (RFC 6749)")
    void oauth_is_english() {
        Api.form("grant_type", "refresh_token", "refresh_token", "unknown")
                .header("Accept-Language", "ja")
                .post("/oauth2/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_grant"))
                .body("error_description", containsString("The refresh token is not valid"));
        Api.form("grant_type", "refresh_token")
                .header("Accept-Language", "de")
                .post("/oauth2/token")
                .then()
                .statusCode(400)
                .body("error_description", equalTo("refresh_token is missing."));
    }
}
