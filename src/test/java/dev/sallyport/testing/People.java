package dev.sallyport.testing;

import io.restassured.path.json.JsonPath;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Users as tests need them, each made through the API and used by one test only. */
@Singleton
public class People {

    public static final String PASSWORD = "tulip anvil 42 meridian";

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final Mailbox mailbox;
    private final TestClock clock;

    People(Mailbox mailbox, TestClock clock) {
        this.mailbox = mailbox;
        this.clock = clock;
    }

    /** Somebody with a password, in an account of their own, who never signed in. */
    public Person newcomer() {
        String email = "user" + NEXT.incrementAndGet() + "-" + System.nanoTime() + "@example.org";
        JsonPath account = Api.createAccount("Acme", email, PASSWORD)
                .statusCode(201)
                .extract()
                .jsonPath();
        return new Person(email, account.getString("owner.id"), account.getString("id"));
    }

    /** Somebody with a password, a member of an account that is somebody else's. */
    public Person newMember() {
        return memberOf(newcomer(), "member");
    }

    /** Somebody with a password and this role in the account of an owner. */
    public Person memberOf(Person owner, String role) {
        String email = role + NEXT.incrementAndGet() + "-" + owner.email;
        String id = Api.asClient()
                .body(Api.body("email", email, "role", role, "password", PASSWORD))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return new Person(email, id, owner.accountId);
    }

    /** Somebody who signed in with the code from the mailbox: a session of level 1fa and a recognised device. */
    public Person signedIn() {
        return signedIn(newcomer());
    }

    /** The same for a newcomer or a new member. */
    public Person signedIn(Person person) {
        String challenge = challengeFor(person);
        JsonPath answer = Api.verify(challenge, "email_code", mailbox.awaitCode(person.email, 1))
                .statusCode(200)
                .extract()
                .jsonPath();
        person.accessToken = answer.getString("accessToken");
        person.refreshToken = answer.getString("refreshToken");
        person.deviceToken = answer.getString("deviceToken");
        return person;
    }

    /** Somebody with an authenticator app, a session of level 2fa, and a fresh time step ahead. */
    public Person enrolled() {
        return enrolled(newcomer());
    }

    /** The same for a newcomer or a new member. */
    public Person enrolled(Person newcomer) {
        Person person = signedIn(newcomer);
        JsonPath pending = Api.startEnrollment(person.accessToken)
                .statusCode(201)
                .extract()
                .jsonPath();
        person.app = new TotpApp(pending.getString("secret"));
        person.authenticatorId = pending.getString("id");
        person.paperKey = pending.getString("paperKey");
        JsonPath active = Api.confirm(person.accessToken, person.authenticatorId, person.app.codeAt(clock.instant()))
                .statusCode(200)
                .extract()
                .jsonPath();
        person.recoveryCodes = active.getList("recoveryCodes", String.class);
        person.accessToken = active.getString("signIn.accessToken");
        person.refreshToken = active.getString("signIn.refreshToken");
        clock.nextStep();
        return person;
    }

    /** Passes the first door without a device token, and returns the challenge before the second. */
    public String challengeFor(Person person) {
        return Api.signIn(person.email, PASSWORD, null)
                .statusCode(200)
                .extract()
                .path("challengeToken");
    }
}
