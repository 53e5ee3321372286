package dev.sallyport.selfservice.passwordchange;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** New passwords that an owner requires of the members of an account. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountPasswordTest extends AccountPasswords {

    private static final int CHANGES_A_DAY = 3;

    @Test
    @DisplayName("[ADMN-04] every member needs a new password, and the caller stays signed in")
    void every_member_needs_a_new_password_and_the_caller_stays_signed_in() {
        Person owner = people.enrolled();
        Person admin = people.signedIn(people.memberOf(owner, "admin"));
        Person member = people.memberOf(owner, "member");
        Person stranger = people.signedIn();

        require(owner, owner.accountId).statusCode(202).body("done", equalTo(3)).body("of", equalTo(3));

        for (Person person : List.of(owner, admin, member)) {
            refused(signIn(person), 403, "password-reset-required");
        }
        refused(Api.session(admin.accessToken), 401, "not-authenticated");
        Api.session(owner.accessToken).statusCode(200);
        Api.refresh(owner.refreshToken).statusCode(200);
        Api.session(stranger.accessToken).statusCode(200);
        signIn(stranger).statusCode(200);
        assertThat(Mailbox.text(mailbox.awaitMailsTo(member.email, 1).get(0)))
                .contains("An owner of the account below", "Account: Acme", "/v1/password/reset#sp_pr_");
        Api.setPassword(mailbox.awaitToken(member.email, "sp_pr_", 1), People.NEW_PASSWORD)
                .statusCode(204);
        Api.signIn(member.email, People.NEW_PASSWORD, null).statusCode(200);
        assertThat(rows.text(
                        "select actor_id || ' ' || (details ->> 'members') from audit_event"
                                + " where account_id = ?::uuid and type = 'account_password_change_required'",
                        owner.accountId))
                .isEqualTo(owner.userId + " 3");
        assertThat(rows.number(
                        "select count(*) from audit_event where account_id = ?::uuid and type = 'password_change_required'",
                        owner.accountId))
                .isEqualTo(3);
    }

    @Test
    void what_the_strictest_account_of_a_user_requires_holds() {
        Person owner = people.enrolled();
        Person guest = people.signedIn();
        rows.join(guest, owner.accountId, "member");

        require(owner, owner.accountId).statusCode(202);

        refused(Api.session(guest.accessToken), 401, "not-authenticated");
        refused(signIn(guest), 403, "password-reset-required");
        Api.setPassword(mailbox.awaitToken(guest.email, "sp_pr_", 1), People.NEW_PASSWORD)
                .statusCode(204);
        Api.signIn(guest.email, People.NEW_PASSWORD, null).statusCode(200);
    }

    @Test
    void owners_alone_require_it() {
        Person owner = people.enrolled();
        Person admin = people.enrolled(people.memberOf(owner, "admin"));
        Person member = people.signedIn(people.memberOf(owner, "member"));

        refused(require(admin, owner.accountId), 403, "forbidden");
        refused(require(member, owner.accountId), 403, "forbidden");
        refused(require(people.enrolled(), owner.accountId), 404, "not-found");
        clock.advance(Duration.ofMinutes(11));
        owner.accessToken =
                Api.refresh(owner.refreshToken).statusCode(200).extract().path("access_token");
        refused(require(owner, owner.accountId), 401, "step-up-required");

        signIn(member).statusCode(200);
    }

    @Test
    void three_times_a_day_is_enough() {
        Person owner = people.enrolled();
        for (int number = 0; number < CHANGES_A_DAY; number++) {
            require(owner, owner.accountId).statusCode(202);
        }

        refused(require(owner, owner.accountId), 429, "too-many-requests");
    }

    @Test
    void members_without_a_password_are_left_alone() {
        Person owner = people.enrolled();
        Person second = people.memberOf(owner, "member");
        rows.change("delete from password_credential where user_id = ?::uuid", second.userId);

        require(owner, owner.accountId).statusCode(202).body("done", equalTo(2));

        assertThat(rows.number("select epoch from app_user where id = ?::uuid", second.userId))
                .isZero();
        assertThat(rows.number("select count(*) from mail_outbox where user_id = ?::uuid", second.userId))
                .isZero();
    }
}
