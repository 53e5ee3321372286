package dev.sallyport.selfservice.passwordchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The mails that say why a new password is needed, which wait for their turn in a large account. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RequiredPasswordMailTest {

    private static final Duration WAIT = Duration.ofMinutes(10);

    @Inject
    People people;

    @Inject
    RequiredPasswordChanges change;

    @Inject
    Mailbox mailbox;

    @Inject
    Session database;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    /** Requires it of a member whose mail has to wait. */
    private void requireWithMailThatWaits(Person member) {
        RequiredPasswordChange.OfAccount account =
                new RequiredPasswordChange.OfAccount(AccountId.fromString(member.accountId), UUID.randomUUID(), "Acme");
        Transactions.run(() -> {
            Instant now = clock.instant();
            change.requireOf(List.of(UserId.fromString(member.userId)), RequiredPasswordChange.of(account, now), now);
            database.flush();
            database.createNativeMutationQuery("update mail_outbox set next_attempt_at = :turn where recipient = :to")
                    .setParameter("turn", now.plus(WAIT))
                    .setParameter("to", member.email)
                    .executeUpdate();
        });
    }

    private String linkThatWasAskedFor(Person person) {
        Api.json()
                .body(Api.body("email", person.email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);
        return mailbox.awaitToken(person.email, "sp_pr_", 1);
    }

    /** The last state of the mail that waited, whose turn it is now. */
    private String stateAfterItsTurn(Person person) {
        clock.advance(WAIT);
        Await.await("the mail's turn", () -> waiting(person) == 0);
        return rows.text(
                "select case when sent_at is not null then 'sent' when failed_at is not null then 'dropped'"
                        + " else 'waiting' end from mail_outbox"
                        + " where recipient = ? and kind = 'password_change_required_by_account'",
                person.email);
    }

    private int waiting(Person person) {
        return rows.number(
                "select count(*) from mail_outbox where recipient = ? and sent_at is null and failed_at is null",
                person.email);
    }

    @Test
    @DisplayName("[ADMN-04] a mail that waited is sent while its link is good")
    void a_mail_that_waited_is_sent_while_its_link_is_good() {
        Person ada = people.newcomer();
        requireWithMailThatWaits(ada);

        assertThat(stateAfterItsTurn(ada)).isEqualTo("sent");
    }

    @Test
    @DisplayName("[ADMN-04] a mail that waited is not sent once its reader has set a new password")
    void a_mail_is_not_sent_once_its_reader_has_set_a_new_password() {
        Person ada = people.newcomer();
        requireWithMailThatWaits(ada);
        Api.setPassword(linkThatWasAskedFor(ada), People.NEW_PASSWORD).statusCode(204);

        assertThat(stateAfterItsTurn(ada)).isEqualTo("dropped");
    }

    @Test
    void a_mail_is_not_sent_when_its_link_is_of_an_epoch_that_has_ended() {
        Person ada = people.newcomer();
        requireWithMailThatWaits(ada);
        rows.change("update app_user set epoch = epoch + 1 where id = ?::uuid", ada.userId);

        assertThat(stateAfterItsTurn(ada)).isEqualTo("dropped");
    }

    @Test
    @DisplayName("an address that no one has verified gets it too, as it gets the link to a forgotten password")
    void an_address_that_is_not_verified_gets_it_too() {
        Person ada = people.newcomer();
        assertThat(verified(ada)).isFalse();

        RequiredPasswordTest.require(ada.userId).statusCode(204);
        Api.setPassword(mailbox.awaitToken(ada.email, "sp_pr_", 1), People.NEW_PASSWORD)
                .statusCode(204);

        assertThat(verified(ada)).isTrue();
    }

    private boolean verified(Person person) {
        return rows.number(
                        "select count(*) from app_user where id = ?::uuid and email_verified_at is not null",
                        person.userId)
                == 1;
    }
}
