package dev.sallyport.accounts.password;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PasswordRulesTest {

    private static final String ADD_USER = "/v1/accounts/{id}/users";
    private static final String WEAK = "urn:sallyport:problem:weak-password";
    private static final String INVALID = "urn:sallyport:problem:invalid-request";

    @Inject
    People people;

    private Person owner;

    @BeforeEach
    void anAccount() {
        owner = people.newcomer();
    }

    @Test
    @DisplayName("[AUTH-06] 64 and 256 characters are taken, also where each takes four bytes")
    void long_passwords_are_taken() {
        for (String password : List.of(letters(64), letters(256), faces(64), faces(256))) {
            String email = userWith(password);
            assertSignsIn(email, password);
        }
    }

    @Test
    @DisplayName("[AUTH-06] 257 characters are 400 and not cut off")
    void longer_passwords_are_refused() {
        for (String password : List.of(letters(257), faces(257))) {
            add(email(), password)
                    .statusCode(400)
                    .body("type", equalTo(INVALID))
                    .body("errors.field", hasItem("password"));
            Api.createAccount("Acme", email(), password)
                    .statusCode(400)
                    .body("type", equalTo(INVALID))
                    .body("errors.field", hasItem("owner.password"));
        }
    }

    @Test
    @DisplayName("[AUTH-06] every character counts: after the 72nd, at the 256th, at either end, in either case")
    void nothing_is_cut_trimmed_or_folded() {
        String long72 = letters(72);
        String long255 = letters(255);
        assertOnlyTheFirst(long72 + "X", long72 + "Y", long72);
        assertOnlyTheFirst(long255 + "X", long255 + "Y", long255);
        assertOnlyTheFirst("tulip anvil meridian ", "tulip anvil meridian", "tulip anvil meridian  ");
        assertOnlyTheFirst(" tulip anvil meridian", "tulip anvil meridian", "\ttulip anvil meridian".strip());
        assertOnlyTheFirst("Tulip anvil meridian", "tulip anvil meridian", "TULIP ANVIL MERIDIAN");
    }

    @Test
    @DisplayName(
            "[AUTH-06] seven characters are too few; from there on strength counts, and there are no rules of composition")
    void only_length_and_strength_count() {
        for (String password : List.of("q7#Vz!9kR", "lanternorbitcopperquay", "83016264950175846259", "鸚鵡石榴燈塔羅盤琥珀鯨")) {
            add(email(), password).statusCode(201);
        }
        add(email(), "q7#Vz!9").statusCode(422).body("type", equalTo(WEAK));
        add(email(), "").statusCode(422).body("type", equalTo(WEAK));
    }

    @Test
    @DisplayName("[AUTH-07] two ways to write one letter are one password, on setting and on signing in")
    void canonical_forms_are_equal() {
        String composed = "caf\u00e9 lantern orbit 7";
        String decomposed = "cafe\u0301 lantern orbit 7";

        assertSignsIn(userWith(composed), decomposed);
        assertSignsIn(userWith(decomposed), composed);
    }

    @Test
    @DisplayName("[AUTH-07] letters that only look alike are another password")
    void compatibility_forms_differ() {
        assertOnlyTheFirst("\ufb01lament lantern orbit 7", "filament lantern orbit 7", "\uff46ilament lantern orbit 7");
        assertOnlyTheFirst("filament lantern orbit 7", "\ufb01lament lantern orbit 7", "filament lantern orbit \uff17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\udc00\\ud800"})
    @DisplayName("[AUTH-07] half of a surrogate pair is 400")
    void half_a_character_is_refused(String half) {
        String password = "\"tulip anvil 42 " + half + "\"";
        Api.asClient()
                .body("{\"email\":\"" + email() + "\",\"role\":\"member\",\"password\":" + password + "}")
                .post(ADD_USER, owner.accountId)
                .then()
                .statusCode(400)
                .body("type", equalTo(INVALID));
        Api.json()
                .body("{\"email\":\"" + owner.email + "\",\"password\":" + password + "}")
                .post("/v1/sign-in")
                .then()
                .statusCode(400)
                .body("type", equalTo(INVALID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password1",
                "12345678",
                "qwertyuiop",
                "iloveyou",
                "sunshine",
                "princess",
                "football",
                "baseball",
                "superman",
                "trustno1",
                "starwars",
                "whatever",
                "jennifer",
                "michelle",
                "computer",
                "corvette",
                "mercedes",
                "liverpool",
                "chocolate",
                "butterfly",
                "P4ssw0rd!",
                "sallyport",
                "Sallyport"
            })
    @DisplayName("[AUTH-08] a well-known password is 422; the same word inside a long one is allowed")
    void known_passwords_are_refused(String known) {
        add(email(), known).statusCode(422).body("type", equalTo(WEAK));
        Api.createAccount("Acme", email(), known).statusCode(422).body("type", equalTo(WEAK));

        add(email(), "nine copper lanterns, " + known + " and a tugboat").statusCode(201);
    }

    @Test
    @DisplayName("[AUTH-08] the account's name, the email and its first part are 422, however strong they look")
    void words_of_the_context_are_refused() {
        String name = "Zephyr Quarry Lantern 93 " + System.nanoTime();
        String email = "vexing.quartz.lynx-" + System.nanoTime() + "@example.org";
        String localPart = email.substring(0, email.indexOf('@'));
        String accountId = Api.createAccount(name, email(), People.PASSWORD)
                .statusCode(201)
                .extract()
                .path("id");
        for (String word : List.of(name, email, localPart)) {
            for (String password : List.of(word, word.toUpperCase(Locale.ROOT))) {
                Api.createAccount(name, email, password).statusCode(422).body("type", equalTo(WEAK));
                add(accountId, email, password).statusCode(422).body("type", equalTo(WEAK));
            }
            add(accountId, email(), "nine copper lanterns, " + word + " and a tugboat")
                    .statusCode(201);
        }
    }

    private void assertOnlyTheFirst(String password, String... others) {
        String email = userWith(password);
        for (String other : others) {
            Api.signIn(email, other, null).statusCode(401);
        }
        assertSignsIn(email, password);
    }

    private static void assertSignsIn(String email, String password) {
        Api.signIn(email, password, null).statusCode(200).body("status", equalTo("challenge_required"));
    }

    private String userWith(String password) {
        String email = email();
        add(email, password).statusCode(201);
        return email;
    }

    private ValidatableResponse add(String email, String password) {
        return add(owner.accountId, email, password);
    }

    private static ValidatableResponse add(String accountId, String email, String password) {
        return Api.asClient()
                .body(Api.body("email", email, "role", "member", "password", password))
                .post(ADD_USER, accountId)
                .then();
    }

    private static String email() {
        return "member-" + System.nanoTime() + "@example.org";
    }

    private static String letters(int length) {
        return characters(length, 'a', 26);
    }

    /** Characters of four bytes each. */
    private static String faces(int length) {
        return characters(length, 0x1F600, 64);
    }

    private static String characters(int length, int first, int kinds) {
        return new Random(length)
                .ints(length, first, first + kinds)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
