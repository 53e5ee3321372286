package dev.sallyport.accounts.account;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NamesAndAddressesTest {

    private static final String INVALID = "urn:sallyport:problem:invalid-request";

    @Inject
    People people;

    @ParameterizedTest
    @ValueSource(strings = {"a@x.test,b@y.test", "Ada <a@x.test>", "a@x.test\r\nBcc: b@y.test", "é@x.test", "a@x"})
    @org.junit.jupiter.api.DisplayName("[VALD-06] an account is not made for what is not one address that takes mail")
    void an_email_must_be_one_address(String email) {
        Api.createAccount("Acme", email, People.PASSWORD)
                .statusCode(400)
                .body("type", equalTo(INVALID))
                .body("errors.field", hasItem("owner.email"));
    }

    @Test
    @org.junit.jupiter.api.DisplayName("[VALD-06] another spelling of an email is the same user")
    void an_email_is_taken_in_every_spelling() {
        Person ada = people.newcomer();
        String shouted = ada.email.replace("user", "USER").replace("@example.org", "@EXAMPLE.Org");

        Api.createAccount("Acme", shouted, People.PASSWORD)
                .statusCode(409)
                .body("type", equalTo("urn:sallyport:problem:email-taken"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ac\u202eme", "Ac\u200bme", "Ac\nme", "", " "})
    @org.junit.jupiter.api.DisplayName("[VALD-06] a name with an invisible or turning character is 400")
    void a_name_must_be_readable(String name) {
        Api.createAccount(name, "a-" + System.nanoTime() + "@example.org", People.PASSWORD)
                .statusCode(400)
                .body("type", equalTo(INVALID))
                .body("errors.field", hasItem("name"));
    }
}
