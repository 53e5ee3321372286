package dev.sallyport.accounts.account;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InternationalAddressTest {

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @ParameterizedTest
    @CsvSource({
        "stra\u00dfe.example, xn--strae-oqa.example, STRA\u1e9eE.example",
        "\u03bf\u03b4\u03cc\u03c2.example, xn--pxavk3b.example, \u03bf\u03b4\u03cc\u03c2.EXAMPLE"
    })
    @DisplayName(
            "[VALD-06] A user at an international domain is one user in every spelling, shown in its letters, and gets mail")
    void one_user_in_every_spelling(String letters, String ascii, String other) {
        String name = "u" + System.nanoTime() + "@";
        Api.createAccount("Acme", name + letters, People.PASSWORD)
                .statusCode(201)
                .body("owner.email", equalTo(name + letters));
        Api.createAccount("Acme", name + ascii, People.PASSWORD).statusCode(409);
        assertThat(rows.number("select count(*) from app_user where email = ?", name + ascii))
                .isOne();

        String challenge = Api.signIn(name + other, People.PASSWORD, null)
                .statusCode(200)
                .body("emailHint", equalTo("u•••@" + letters.charAt(0) + "•••.example"))
                .extract()
                .path("challengeToken");
        String token = Api.verify(challenge, "email_code", mailbox.awaitCode(name + ascii, 1))
                .statusCode(200)
                .body("user.email", equalTo(name + letters))
                .extract()
                .path("accessToken");
        Api.as(token).get("/v1/me").then().body("email", equalTo(name + letters));
        String uri = Api.startEnrollment(token).statusCode(201).extract().path("otpauthUri");
        assertThat(URLDecoder.decode(uri, StandardCharsets.UTF_8)).contains(":" + name + letters + "?");
    }

    @Test
    @DisplayName("[VALD-06] A refusal of an address says which part is wrong, at sign-up and at sign-in")
    void a_refusal_names_the_part() {
        refused(Api.createAccount("Acme", "\u0430da@x.test", People.PASSWORD), 400, "invalid-request")
                .body("errors[0].field", equalTo("owner.email"))
                .body("errors[0].message", containsString("only ASCII characters are allowed before the @"));
        refused(Api.signIn("ada@mail.x_y.test", People.PASSWORD, null), 400, "invalid-request")
                .body(
                        "errors[0].message",
                        endsWith("part 2 of the domain contains a character that is not allowed in a domain"));
    }
}
