package dev.sallyport.selfservice.erasure;

import static dev.sallyport.testing.Api.body;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Erasures by a backend. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ErasureTest extends RunErasures {

    @Inject
    Mailbox mailbox;

    @Test
    @DisplayName("[ERAS-03] from the answer on no token of the user is active, and the address is free")
    void an_erased_user_is_unknown() {
        Person owner = people.enrolled();
        Person ada = people.signedIn(people.memberOf(owner, "member"));

        erase(ada.userId).statusCode(204);

        Api.introspect(ada.accessToken).statusCode(200).body("active", equalTo(false));
        Api.introspect(ada.refreshToken).statusCode(200).body("active", equalTo(false));
        Api.session(ada.accessToken).statusCode(401);
        Api.refresh(ada.refreshToken).statusCode(400).body("error", equalTo("invalid_grant"));
        refused(Api.signIn(ada.email, People.PASSWORD, ada.deviceToken), 401, "invalid-credentials");
        refused(erase(ada.userId), 404, "not-found");
        Api.createAccount("Again", ada.email, People.PASSWORD).statusCode(201);
    }

    @Test
    void the_accounts_of_the_user_read_that_they_were_erased_and_by_whom() {
        Person owner = people.enrolled();
        Person ada = people.signedIn(people.memberOf(owner, "member"));

        erase(ada.userId).statusCode(204);

        Api.as(owner.accessToken)
                .queryParam("type", "user_erased")
                .get("/v1/accounts/{id}/events", owner.accountId)
                .then()
                .statusCode(200)
                .body("items[0].user", equalTo(ada.userId))
                .body("items[0].actor.kind", equalTo("client"));
        Api.as(owner.accessToken)
                .queryParam("type", "user_created")
                .queryParam("user", ada.userId)
                .get("/v1/accounts/{id}/events", owner.accountId)
                .then()
                .statusCode(200)
                .body("items[0].details.size()", equalTo(0));
    }

    @Test
    void a_mail_that_waits_is_not_sent_and_the_last_one_has_no_link() {
        Person owner = people.enrolled();
        Person ada = people.memberOf(owner, "member");
        rows.change(
                "insert into mail_outbox (id, user_id, kind, recipient, details, created_at, not_after, next_attempt_at)"
                        + " values (?, ?::uuid, 'email_changed', ?, '{}', now(), now() + interval '1 h',"
                        + " now() + interval '30 min')",
                UUID.randomUUID(),
                ada.userId,
                ada.email);

        erase(ada.userId).statusCode(204);

        mailbox.awaitMail(ada.email, "Your data was erased");
        assertThat(mailbox.mailsTo(ada.email))
                .hasSize(1)
                .allSatisfy(mail -> assertThat(Mailbox.text(mail)).doesNotContain("href"));
        assertThat(rows.number("select count(*) from mail_outbox where user_id = ?::uuid", ada.userId))
                .isZero();
    }

    @Test
    @DisplayName("[ERAS-04] the last owner is erased only with the account, and the answer says so")
    void the_last_owner() {
        Person owner = people.enrolled();
        Person member = people.signedIn(people.memberOf(owner, "member"));

        refused(erase(owner.userId), 409, "last-owner").body("detail", containsString("Acme"));
        Api.asClient()
                .queryParam("account", "keep")
                .delete("/v1/admin/users/{id}", owner.userId)
                .then()
                .statusCode(400);
        Api.session(owner.accessToken).statusCode(200);

        Api.asClient()
                .queryParam("account", "delete")
                .delete("/v1/admin/users/{id}", owner.userId)
                .then()
                .statusCode(204);

        Api.session(owner.accessToken).statusCode(401);
        Api.session(member.accessToken).statusCode(401);
        assertThat(rows.number("select count(*) from account where id = ?::uuid", owner.accountId))
                .isZero();
    }

    @Test
    void a_second_owner_lets_the_first_go() {
        Person owner = people.enrolled();
        Person second = people.signedIn(people.memberOf(owner, "owner"));

        erase(owner.userId).statusCode(204);

        Api.as(second.accessToken)
                .get("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1));
        refused(erase(second.userId), 409, "last-owner");
    }

    /** Both ask at once, and each would leave the account to the other. */
    @Test
    void of_two_owners_at_once_one_stays() {
        Person owner = people.newcomer();
        Person second = people.memberOf(owner, "owner");

        List<Integer> answers = AtOnce.run(
                2,
                number -> () -> erase(number == 0 ? owner.userId : second.userId)
                        .extract()
                        .statusCode());

        assertThat(answers).containsExactlyInAnyOrder(204, 409);
    }

    @Test
    @DisplayName("[ERAS-05] with an account go its rows and every member who belongs to no other one")
    void an_account() {
        Person owner = people.enrolled();
        Person alone = people.signedIn(people.memberOf(owner, "member"));
        Person elsewhere = people.signedIn(people.memberOf(owner, "member"));
        Person other = people.newcomer();
        rows.join(elsewhere, other.accountId, "member");
        Api.as(owner.accessToken)
                .body(body("email", "invited-" + owner.email, "role", "member"))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201);
        Api.asClient()
                .body(body("name", "Entry", "issuer", "https://id.example.org", "clientId", "erasure"))
                .post("/v1/accounts/{id}/identity-providers", owner.accountId)
                .then()
                .statusCode(201);
        rows.change(
                "insert into sso_identity select ?::uuid, id, 'x', now(), null from identity_provider"
                        + " where account_id = ?::uuid",
                elsewhere.userId,
                owner.accountId);

        eraseAccount(owner.accountId).statusCode(204);

        Api.session(owner.accessToken).statusCode(401);
        Api.session(alone.accessToken).statusCode(401);
        Api.session(elsewhere.accessToken).statusCode(200);
        Api.as(elsewhere.accessToken).get("/v1/me").then().body("accounts.id", equalTo(List.of(other.accountId)));
        mailbox.awaitMail(alone.email, "Your data was erased");
        for (String table : List.of(
                "account where id",
                "membership where account_id",
                "invitation where account_id",
                "two_factor_policy where account_id",
                "identity_provider where account_id")) {
            assertThat(rows.number("select count(*) from " + table + " = ?::uuid", owner.accountId))
                    .as(table)
                    .isZero();
        }
        assertThat(rows.number("select count(*) from sso_identity where user_id = ?::uuid", elsewhere.userId))
                .isZero();
        refused(eraseAccount(owner.accountId), 404, "not-found");
    }
}
