package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Ceremonies.refused;
import static dev.sallyport.testing.PasskeyPage.add;
import static dev.sallyport.testing.PasskeyPage.options;
import static dev.sallyport.testing.PasskeyPage.register;
import static dev.sallyport.testing.PasskeyPage.signInOptions;
import static dev.sallyport.testing.PasskeyPage.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.support.SupportDesk;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.PasskeyPage;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SoftAuthenticator;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Passkeys among the authenticators of a user, and what is left of them. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EnrolledPasskeysTest {

    @Inject
    People people;

    @Inject
    PasskeyPage page;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Inject
    SupportDesk desk;

    @Test
    @DisplayName(
            "[PASK-01] [PASK-11] a second passkey comes without codes; one that exists is refused; a removed one is refused")
    void a_credential_belongs_to_one_user_and_a_second_one_is_added_without_codes() {
        SoftAuthenticator key = SoftAuthenticator.synced();
        Person ada = page.withPasskey(key);
        JsonNode again = options(ada.accessToken);
        assertThat(again.at("/publicKey/excludeCredentials/0/id").asText()).isEqualTo(key.id());
        refused(register(ada.accessToken, again, key.create(again.path("publicKey"))), 409, "already-registered");

        SoftAuthenticator second = new SoftAuthenticator(SoftAuthenticator.Algorithm.EDDSA);
        JsonNode more = options(ada.accessToken);
        assertThat(more.at("/publicKey/user/id")).isEqualTo(again.at("/publicKey/user/id"));
        String token = register(ada.accessToken, more, second.create(more.path("publicKey")))
                .statusCode(201)
                .body("recoveryCodes", nullValue())
                .body("backedUp", equalTo(false))
                .extract()
                .path("signIn.accessToken");
        mailbox.awaitMail(ada.email, "A passkey was added");

        Api.as(token)
                .delete("/v1/me/authenticators/" + ada.authenticatorId)
                .then()
                .statusCode(204);
        mailbox.awaitMail(ada.email, "A passkey was removed");
        String challenge = people.challengeFor(ada);
        JsonNode options = signInOptions("challengeToken", challenge);
        refused(verify(challenge, options, key.get(options.path("publicKey"))), 401, "invalid-code")
                .body("attemptsLeft", equalTo(4));
    }

    @Test
    @DisplayName("[PASK-01] a passkey is listed and renamed as an authenticator, like an app")
    void passkeys_are_among_the_authenticators() {
        Person ada = people.enrolled();
        String id = add(ada.accessToken, SoftAuthenticator.synced()).path("id").asText();
        Api.as(ada.accessToken)
                .body(Api.body("name", "Blue phone"))
                .patch("/v1/me/authenticators/{id}", id)
                .then()
                .statusCode(200)
                .body("name", equalTo("Blue phone"))
                .body("type", equalTo("passkey"));
        Api.as(ada.accessToken)
                .get("/v1/me/two-factor")
                .then()
                .statusCode(200)
                .body("authenticators.type", contains("totp", "passkey"))
                .body("authenticators.name", hasItem("Blue phone"));
        Person bob = people.signedIn();
        refused(
                Api.as(bob.accessToken)
                        .body(Api.body("name", "Mine"))
                        .patch("/v1/me/authenticators/{id}", id)
                        .then(),
                404,
                "not-found");
    }

    @Test
    @DisplayName("[PASK-11] a user has at most ten passkeys, also where the eleventh was begun before")
    void a_user_has_at_most_ten() {
        SoftAuthenticator key = SoftAuthenticator.synced();
        Person ada = page.withPasskey(key);
        JsonNode begun = options(ada.accessToken);
        rows.change("""
                insert into passkey (user_id, id, credential_id, public_key, user_handle, sign_count, backup_eligible,
                                     backed_up, transports, name, status, created_at)
                select user_id, gen_random_uuid(), decode(md5(n::text), 'hex'), public_key, user_handle, 0, true, true, '{}',
                       'Copy', 'active', created_at
                from passkey cross join generate_series(2, 10) n where user_id = ?::uuid
                """, ada.userId);
        refused(Api.as(ada.accessToken).post("/v1/me/passkeys/options").then(), 409, "too-many-authenticators");
        refused(
                register(ada.accessToken, begun, SoftAuthenticator.synced().create(begun.path("publicKey"))),
                409,
                "too-many-authenticators");
    }

    @Test
    @DisplayName("[PASK-12] the database holds a public key and random bytes, and after a support reset nothing")
    void nothing_is_left_after_a_reset() {
        SoftAuthenticator key = SoftAuthenticator.synced();
        Person ada = page.withPasskey(people.signedIn(people.newMember()), key);
        assertThat(rows.text(
                        "select length(user_handle) || ' ' || position(?::bytea in user_handle)"
                                + " from passkey where user_id = ?::uuid",
                        ada.email.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        ada.userId))
                .isEqualTo("32 0");
        String challenge = people.challengeFor(ada);
        SupportDesk.reset(desk.agent().accessToken, ada.userId).statusCode(200);
        refused(
                Api.json()
                        .body(Api.body("challengeToken", challenge))
                        .post("/v1/sign-in/passkey-options")
                        .then(),
                401,
                "challenge-expired");
        assertThat(rows.number("select count(*) from passkey where user_id = ?::uuid", ada.userId))
                .isZero();
        assertThat(rows.number("select count(*) from passkey_credential where user_id = ?::uuid", ada.userId))
                .isZero();
    }
}
