package dev.sallyport.policies.policy;

import static dev.sallyport.testing.AccountPolicies.save;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Who gets a mail when an account requires more, or less. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PolicyMailTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @Test
    @DisplayName("[N1] Members without a second factor get a mail that one is required, and from when")
    void members_are_told() throws MessagingException {
        Person owner = people.enrolled();
        Person enrolled = people.enrolled(people.memberOf(owner, "admin"));
        Person member = people.memberOf(owner, "member");
        rows.change("update app_user set locale = 'de' where id = ?::uuid", member.userId);

        save(owner, "required", true, "gracePeriodEndsAt", inDays(20)).statusCode(200);
        MimeMessage dated = mailbox.awaitMailsTo(member.email, 1).get(0);
        assertThat(dated.getSubject()).isEqualTo("Die Zwei-Faktor-Anmeldung ist Pflicht");
        assertThat(Mailbox.text(dated)).contains("Acme verlangt", "Richten Sie sie vor dem ", " (UTC)");

        save(owner, "required", true, "gracePeriodEndsAt", inDays(25)).statusCode(200);
        save(owner, "required", true).statusCode(200);
        MimeMessage now = mailbox.awaitMailsTo(member.email, 2).get(1);
        assertThat(Mailbox.text(now)).contains("Bei Ihrer nächsten Anmeldung").doesNotContain("(UTC)", "127.0.0.1");

        assertThat(kinds(member)).containsExactly("two_factor_required", "two_factor_required_now");
        assertThat(kinds(enrolled)).doesNotContain("two_factor_required", "two_factor_required_now");
    }

    @Test
    @DisplayName("[P16] Owners get a mail when rules are relaxed or lifted, with who did it and from where")
    void owners_are_told() throws MessagingException {
        Person owner = people.enrolled();
        Person admin = people.enrolled(people.memberOf(owner, "admin"));
        int before = mailbox.mailsTo(owner.email).size();

        save(admin, "required", true, "gracePeriodEndsAt", inDays(20)).statusCode(200);
        save(admin, "required", true, "gracePeriodEndsAt", inDays(10)).statusCode(200);
        save(admin, "required", true, "gracePeriodEndsAt", inDays(11)).statusCode(200);
        save(admin, "required", true, "trustedDevices", Api.body("allowed", true))
                .statusCode(200);
        save(admin, "required", false).statusCode(200);

        List<MimeMessage> mails = mailbox.awaitMailsTo(owner.email, before + 3);
        assertThat(kinds(owner))
                .endsWith("two_factor_policy_relaxed", "two_factor_policy_relaxed", "two_factor_policy_lifted")
                .doesNotContain("two_factor_required");
        MimeMessage lifted = mails.get(mails.size() - 1);
        assertThat(lifted.getSubject()).isEqualTo("Two-factor sign-in is no longer required");
        assertThat(Mailbox.text(lifted)).contains(admin.email + " changed the rules of Acme", "From: 127.0.0.1");
        assertThat(kinds(admin)).doesNotContain("two_factor_policy_lifted");
    }

    @Test
    void mails_to_many_go_out_a_few_a_second() {
        Person owner = people.enrolled();
        rows.change(
                "insert into app_user (id, email, status, created_at)"
                        + " select gen_random_uuid(), 'many' || n || '-' || ?, 'active', now() from generate_series(1, 110) n",
                owner.email);
        rows.change(
                "insert into membership select id, ?::uuid, 'member', now() from app_user where email like 'many%' || ?",
                owner.accountId, owner.email);

        save(owner, "required", true).statusCode(200);

        assertThat(rows.text(
                        "select string_agg(seconds::text || ':' || mails, ' ' order by seconds) from"
                                + " (select floor(extract(epoch from next_attempt_at - created_at))::int as seconds, count(*) as mails"
                                + " from mail_outbox where kind = 'two_factor_required_now' and attempts = 0"
                                + " and recipient like 'many%' || ? group by 1) spread where seconds > 0",
                        owner.email))
                .isEqualTo("1:50 2:10");
    }

    private String inDays(int days) {
        Instant date = clock.instant().plus(Duration.ofDays(days));
        return date.toString();
    }

    private List<String> kinds(Person person) {
        return List.of(rows.text(
                        "select coalesce(string_agg(kind, ',' order by created_at, id), '') from mail_outbox"
                                + " where user_id = ?::uuid",
                        person.userId)
                .split(","));
    }
}
