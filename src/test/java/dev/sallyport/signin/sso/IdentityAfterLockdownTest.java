package dev.sallyport.signin.sso;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.support.SupportDesk;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Linked identities after a lockdown was lifted. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IdentityAfterLockdownTest extends ProviderSignIns {

    @Inject
    SupportDesk desk;

    @Inject
    Rows rows;

    private final String domain = "d" + System.nanoTime() + ".example";

    private ValidatableResponse signIn(String id, Person person, String subject) {
        return signIn(id, provider.claims(subject, person.email, clock.instant()));
    }

    /** Connects a provider to the account of a signed-in user, and links this subject of it; the provider's id. */
    private String linked(Person person, String subject) {
        String id = connected(person.accountId, domain);
        JwtClaims claims = provider.claims(subject, subject + "@" + domain, clock.instant());
        link(person, id, provider.sign(claims), "n-" + subject).statusCode(204);
        return id;
    }

    private void setPassword(Person person) {
        Api.setPassword(mailbox.awaitToken(person.email, "sp_pr_", 1), People.NEW_PASSWORD)
                .statusCode(204);
    }

    private int identities(Person person) {
        return rows.number("select count(*) from sso_identity where user_id = ?::uuid", person.userId);
    }

    @Test
    @DisplayName(
            "[LOCK-05] an identity signs in after a lockdown only once a mailed link has set a password, the first one too")
    void an_identity_waits_for_the_password() {
        Person grace = people.withoutPassword();
        String challenge = Api.asClient()
                .body(Api.body("userId", grace.userId))
                .post("/v1/challenges")
                .then()
                .extract()
                .path("challengeToken");
        grace.accessToken = Api.verify(challenge, "email_code", mailbox.awaitCode(grace.email, 1))
                .statusCode(200)
                .extract()
                .path("accessToken");
        String id = linked(grace, "grace");
        signIn(id, grace, "grace").statusCode(200);
        Person agent = desk.agent();
        SupportDesk.lockDown(agent, grace);
        refused(signIn(id, grace, "grace"), 401, "invalid-id-token");

        SupportDesk.lift(agent, grace);

        refused(signIn(id, grace, "grace"), 403, "password-reset-required");
        setPassword(grace);
        signIn(id, grace, "grace").statusCode(200).body("user.id", equalTo(grace.userId));
    }

    @Test
    @DisplayName("[LOCK-06] the reset of a user who is locked down unlinks the identity that an intruder has linked")
    void a_reset_unlinks() {
        Person ada = people.enrolled(people.newMember());
        String id = linked(ada, "mallory");
        signIn(id, ada, "mallory").statusCode(200);
        Person agent = desk.agent();
        SupportDesk.lockDown(agent, ada);

        SupportDesk.reset(agent.accessToken, ada.userId).statusCode(200);

        assertThat(identities(ada)).isZero();
        assertThat(desk.trail(ada, "sso_identity_unlinked", "success"))
                .singleElement()
                .asString()
                .contains(agent.userId);
        SupportDesk.lift(agent, ada);
        setPassword(ada);
        refused(signIn(id, ada, "mallory"), 401, "invalid-id-token");
    }

    @Test
    @DisplayName("[LOCK-06] any other reset leaves identities, which may be the only way to sign in")
    void an_ordinary_reset_leaves_them() {
        Person ada = people.enrolled(people.newMember());
        linked(ada, "ada");

        SupportDesk.reset(desk.agent().accessToken, ada.userId).statusCode(200);

        assertThat(identities(ada)).isOne();
    }
}
