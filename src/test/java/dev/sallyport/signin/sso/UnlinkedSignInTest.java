package dev.sallyport.signin.sso;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sign-ins and enrollments that a provider began, once the provider vouches for the user no more. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnlinkedSignInTest extends LinkedUsers {

    @Inject
    Mailbox mailbox;

    @Test
    @DisplayName("[AUTH-05] [POLI-05] A sign-in that a provider began ends with the link to it")
    void a_sign_in_on_its_way_ends_with_the_link() {
        Person owner = people.enrolled();
        Person ada = people.enrolled(people.memberOf(owner, "member"));
        String id = connected(owner.accountId, "never");
        link(ada, id);
        String challenge =
                signIn(ada, id).body("purpose", equalTo("two_factor")).extract().path("challengeToken");

        Api.as(ada.accessToken).delete("/v1/me/identities/{id}", id).then().statusCode(204);

        refused(Api.verify(challenge, "totp", ada.app.codeAt(clock.instant())), 401, "challenge-expired");
    }

    /** What takes a provider from its user: the link goes, or the provider, or the link is replaced by another one. */
    enum Loss {
        LINK,
        PROVIDER,
        ANOTHER_LINK
    }

    private void lose(Loss loss, Person person, Person owner, String id) {
        if (loss == Loss.PROVIDER) {
            Api.asClient()
                    .delete("/v1/accounts/{account}/identity-providers/{id}", owner.accountId, id)
                    .then()
                    .statusCode(204);
            return;
        }
        Api.as(person.accessToken).delete("/v1/me/identities/{id}", id).then().statusCode(204);
        if (loss == Loss.ANOTHER_LINK) {
            clock.advance(Duration.ofSeconds(1));
            link(person, id);
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    @DisplayName("[AUTH-05] [POLI-05] A sign-in ends with the provider that began it, though another one is linked")
    void another_provider_does_not_stand_in(Loss loss) {
        Person owner = people.enrolled();
        Person other = people.enrolled();
        Person ada = people.enrolled(people.memberOf(owner, "member"));
        rows.join(ada, other.accountId, "member");
        String id = connected(owner.accountId, "never");
        String kept = connected(other.accountId, "never");
        link(ada, id);
        link(ada, kept);
        String begun = signIn(ada, id).extract().path("challengeToken");
        String begunByOther = signIn(ada, kept).extract().path("challengeToken");

        lose(loss, ada, owner, id);

        refused(Api.verify(begun, "totp", ada.app.codeAt(clock.instant())), 401, "challenge-expired");
        Api.verify(begunByOther, "totp", ada.app.codeAt(clock.instant())).statusCode(200);
    }

    @Test
    @DisplayName("[AUTH-05] [POLI-05] An enrollment token ends with the provider that began its sign-in")
    void an_enrollment_token_ends_with_the_provider() {
        Person owner = people.enrolled();
        Person other = people.enrolled();
        Person ada = people.signedIn(people.memberOf(owner, "member"));
        rows.join(ada, other.accountId, "member");
        String id = connected(owner.accountId, "never");
        link(ada, id);
        link(ada, connected(other.accountId, "never"));
        String challenge = signIn(ada, id).extract().path("challengeToken");
        policies.require(owner.accountId, clock.instant().minusSeconds(1));
        String token = Api.verify(challenge, "email_code", mailbox.awaitCode(ada.email, 2))
                .statusCode(200)
                .extract()
                .path("enrollmentToken");

        rows.change("delete from sso_identity where user_id = ?::uuid and provider_id = ?::uuid", ada.userId, id);

        refused(Api.startEnrollment(token), 401, "not-authenticated");
    }

    @Test
    @DisplayName("[AUTH-05] [POLI-05] A sign-in that a provider began does not continue in another membership")
    void a_new_membership_continues_no_sign_in() {
        Person owner = people.enrolled();
        Person ada = people.enrolled(people.memberOf(owner, "member"));
        String id = connected(owner.accountId, "never");
        link(ada, id);
        String begun = signIn(ada, id).extract().path("challengeToken");
        clock.advance(Duration.ofSeconds(1));

        rows.joinAgain(ada, owner.accountId, clock.instant());

        refused(Api.verify(begun, "totp", ada.app.codeAt(clock.instant())), 401, "challenge-expired");
        String after = signIn(ada, id).extract().path("challengeToken");
        Api.verify(after, "totp", ada.app.codeAt(clock.instant())).statusCode(200);
    }
}
