package dev.sallyport.testing;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Users as tests need them, each made through the API and used by one test only. */
@Singleton
public class People {

    public static final String PASSWORD = "tulip anvil 42 meridian";

    /** What a user replaces the password by. */
    public static final String NEW_PASSWORD = "copper lantern 7 orbit";

    /** A password of no user, which the rules would allow. */
    public static final String WRONG_PASSWORD = "a wrong password 77";

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final Mailbox mailbox;
    private final TestClock clock;

    People(Mailbox mailbox, TestClock clock) {
        this.mailbox = mailbox;
        this.clock = clock;
    }

    /** A user with a password, in an account of their own, who never signed in. */
    public Person newcomer() {
        String email = "user" + NEXT.incrementAndGet() + "-" + System.nanoTime() + "@example.org";
        JsonNode account = Api.read(Api.createAccount("Acme", email, PASSWORD).statusCode(201));
        return new Person(
                email, account.at("/owner/id").asText(), account.path("id").asText());
    }

    /** A user with a password, a member of an account that is another user's. */
    public Person newMember() {
        return memberOf(newcomer(), "member");
    }

    /** A user with a password and this role in the account of an owner. */
    public Person memberOf(Person owner, String role) {
        String email = role + NEXT.incrementAndGet() + "-" + owner.email;
        JsonNode member = Api.read(Api.asClient()
                .body(Api.body("email", email, "role", role, "password", PASSWORD))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201));
        return new Person(email, member.path("id").asText(), owner.accountId);
    }

    /** A user without a password, whose password a backend of the account checks. */
    public Person withoutPassword() {
        Person owner = newcomer();
        String email = "second-step" + NEXT.incrementAndGet() + "-" + owner.email;
        JsonNode member = Api.read(Api.asClient()
                .body(Api.body("email", email, "role", "member", "invite", false))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201));
        return new Person(email, member.path("id").asText(), owner.accountId);
    }

    /** A user who signed in with the code from the mailbox: a session of level 1fa and a recognized device. */
    public Person signedIn() {
        return signedIn(newcomer());
    }

    /** The same for a newcomer or a new member. */
    public Person signedIn(Person person) {
        return signedIn(person, 1);
    }

    /** The same on one more device, with the {@code count}th code that was ever mailed. */
    public Person signedIn(Person person, int count) {
        String challenge = challengeFor(person);
        JsonNode answer = Api.read(Api.verify(challenge, "email_code", mailbox.awaitCode(person.email, count))
                .statusCode(200));
        person.accessToken = answer.path("accessToken").asText();
        person.refreshToken = answer.path("refreshToken").asText();
        person.deviceToken = answer.path("deviceToken").asText();
        return person;
    }

    /** A user with an authenticator app, a session of level 2fa, and a fresh time step ahead. */
    public Person enrolled() {
        return enrolled(newcomer());
    }

    /** The same for a newcomer or a new member. */
    public Person enrolled(Person newcomer) {
        return enroll(signedIn(newcomer));
    }

    /** Sets an authenticator app up for a user who has just signed in. */
    public Person enroll(Person person) {
        JsonNode pending;
        do {
            pending = Api.read(Api.startEnrollment(person.accessToken).statusCode(201));
            person.app = new TotpApp(pending.path("secret").asText());
        } while (person.app.repeatsItselfAfter(clock.instant()));
        person.authenticatorId = pending.path("id").asText();
        person.paperKey = pending.path("paperKey").asText();
        JsonNode active =
                Api.read(Api.confirm(person.accessToken, person.authenticatorId, person.app.codeAt(clock.instant()))
                        .statusCode(200));
        person.recoveryCodes = new ArrayList<>();
        active.path("recoveryCodes").forEach(code -> person.recoveryCodes.add(code.asText()));
        person.accessToken = active.at("/signIn/accessToken").asText();
        person.refreshToken = active.at("/signIn/refreshToken").asText();
        clock.nextStep();
        return person;
    }

    /** Passes the first step without a device token, and returns the challenge for the second. */
    public String challengeFor(Person person) {
        return Api.read(Api.signIn(person.email, PASSWORD, null).statusCode(200))
                .path("challengeToken")
                .asText();
    }
}
