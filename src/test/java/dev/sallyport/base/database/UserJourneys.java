package dev.sallyport.base.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.signin.verification.EnrollmentTokens;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Everywhere;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.PasskeyPage;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.SoftAuthenticator;
import dev.sallyport.testing.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** What users do, from the sign-up to the deletion of their account: every statement of it is recorded. */
abstract class UserJourneys {

    static final String ATTACKED_FROM = "203.0.113.";

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Guesses guesses;

    @Inject
    PasskeyPage passkeys;

    @Inject
    EnrollmentTokens enrollments;

    @Inject
    TestClock clock;

    void signUpAndSignIn() {
        Person ada = people.enrolled();
        clock.nextStep();
        String challenge = people.challengeFor(ada);
        Api.challenge(challenge).statusCode(200);
        for (int times = 0; times < 2; times++) {
            Api.json()
                    .header("Idempotency-Key", "\"of-statements-" + ada.userId + "\"")
                    .body(Api.body("email", ada.email, "password", People.PASSWORD))
                    .post("/v1/sign-in")
                    .then()
                    .statusCode(200);
        }
        guesses.wrong(ada, challenge).statusCode(401);
        guesses.right(ada, challenge).statusCode(200);
        Api.verify(people.challengeFor(ada), "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(200);
        Api.verify(people.challengeFor(ada), "paper_key", ada.paperKey).statusCode(200);
        Api.asClient()
                .body(Api.body("email", ada.email))
                .post("/v1/challenges")
                .then()
                .statusCode(200);
        Person bob = people.newcomer();
        String mailed = people.challengeFor(bob);
        Api.challenge(mailed).statusCode(200);
        clock.advance(Duration.ofMinutes(2));
        Api.resend(mailed);
        people.signedIn(bob, 3);
        Api.refresh(bob.refreshToken).statusCode(200);
        Api.refresh(bob.refreshToken).statusCode(200);
        Api.introspect(bob.accessToken).statusCode(200);
        Api.startEnrollment(bob.accessToken).statusCode(201);
        Api.startEnrollment(bob.accessToken).statusCode(201); // voids the one before
        Api.signIn(bob.email, People.PASSWORD, bob.deviceToken).statusCode(200);
        Api.signIn(bob.email, "a wrong password of bob", bob.deviceToken).statusCode(401);
        Api.form("token", bob.refreshToken).post("/oauth2/revoke").then().statusCode(200);
    }

    void manageTheAccount() {
        Person ada = people.signedIn();
        Api.asClient()
                .queryParam("externalId", "nobody")
                .get("/v1/admin/users")
                .then()
                .statusCode(200);
        for (String path : List.of(
                "/v1/session",
                "/v1/me",
                "/v1/me/sessions",
                "/v1/me/devices",
                "/v1/me/two-factor",
                "/v1/me/identities")) {
            Api.as(ada.accessToken).get(path).then().statusCode(200);
        }
        Api.as(ada.accessToken)
                .body(Api.body("method", "password", "password", People.PASSWORD))
                .post("/v1/me/step-up")
                .then()
                .statusCode(200);
        String device =
                Api.as(ada.accessToken).get("/v1/me/devices").then().extract().path("items[0].id");
        Api.as(ada.accessToken)
                .body(Api.body("name", "desk"))
                .patch("/v1/me/devices/{id}", device)
                .then()
                .statusCode(200);
        Api.as(ada.accessToken).delete("/v1/me/devices/{id}", device).then().statusCode(204);
        Api.startEnrollment(ada.accessToken).statusCode(201);
        Api.startEnrollment(enrollments.openFor(people.newcomer())).statusCode(201);
        Person carl = people.enroll(people.signedIn());
        Api.as(carl.accessToken).body(Api.body("password", People.PASSWORD)).post("/v1/me/two-factor/disable");
        Api.as(carl.accessToken).post("/v1/me/recovery-codes");
        Api.as(carl.accessToken).post("/v1/me/paper-key");
        Api.as(carl.accessToken).delete("/v1/me/sessions").then().statusCode(204);
        Api.as(carl.accessToken).post("/v1/sign-out").then().statusCode(204);
        Person dora = people.signedIn();
        String email = "moved-" + System.nanoTime() + "@example.org";
        Api.as(dora.accessToken)
                .body(Api.body("email", email, "password", People.PASSWORD))
                .put("/v1/me/email")
                .then()
                .statusCode(202);
        Api.as(dora.accessToken)
                .body(Api.body("code", mailbox.awaitCode(email, 1)))
                .post("/v1/me/email/confirm")
                .then()
                .statusCode(204);
    }

    void useTheLinksOfMails() {
        Person ada = people.signedIn();
        Api.json()
                .body(Api.body("email", ada.email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);
        Api.setPassword(mailbox.awaitToken(ada.email, "sp_pr_", 1), "harbor 17 velvet orbit")
                .statusCode(204);
        Api.json()
                .body(Api.body("token", mailbox.awaitToken(ada.email, "sp_nd_", 1)))
                .post("/v1/report")
                .then()
                .statusCode(204);
        Person owner = people.signedIn();
        String invited = "invited-" + System.nanoTime() + "@example.org";
        Api.as(owner.accessToken)
                .body(Api.body("email", invited, "role", "member"))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201);
        Api.setPassword(mailbox.awaitToken(invited, "sp_in_", 1), "harbor 17 velvet orbit")
                .statusCode(204);
    }

    void signInUnderAttack() {
        clock.advance(Duration.ofHours(1));
        Person ada = people.enrolled();
        for (int number = 1; number <= 12; number++) {
            Everywhere.signIn(ATTACKED_FROM + number, ada.email, "a wrong password of ada");
        }
        String challenge = Api.read(Everywhere.signIn(ATTACKED_FROM + 99, ada.email, People.PASSWORD)
                        .statusCode(200))
                .path("challengeToken")
                .asText();
        assertThat(challenge).startsWith("sp_bc_");
        Api.challenge(challenge).statusCode(200);
        Everywhere.verify(ATTACKED_FROM + 99, challenge, "totp", ada.app.wrongCodeAt(clock.instant()))
                .statusCode(401);
        Everywhere.verify(ATTACKED_FROM + 99, challenge, "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(200);
    }

    void usePasskeys() {
        SoftAuthenticator key = new SoftAuthenticator(SoftAuthenticator.Algorithm.ES256);
        Person ada = passkeys.withPasskey(key);
        String added = PasskeyPage.add(ada.accessToken, SoftAuthenticator.synced())
                .path("id")
                .asText();
        PasskeyPage.verify(people.challengeFor(ada), SoftAuthenticator.synced()).statusCode(401);
        PasskeyPage.verify(people.challengeFor(ada), key).statusCode(200);
        key.count = 1;
        PasskeyPage.signInAlone(key).statusCode(401);
        key.count = 50;
        String token = PasskeyPage.signInAlone(key).statusCode(200).extract().path("accessToken");
        Api.as(token).delete("/v1/me/authenticators/{id}", added).then().statusCode(204);
    }
}
