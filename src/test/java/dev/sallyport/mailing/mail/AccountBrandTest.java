package dev.sallyport.mailing.mail;

import static dev.sallyport.testing.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Which mails have what an account chose for them. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountBrandTest {

    private static final Map<String, Object> BRAND = body(
            "name", "Acme & <Söhne>",
            "color", "#7A1FA2",
            "logo", "https://acme.test/logo.png?a=1&b=2",
            "footer", "Acme GmbH, Hauptstraße 1",
            "supportAddress", "help@acme.test",
            "senderName", "Acme, \"Sicherheit\"",
            "senderAddress", "Login@mail.acme.test");

    private static final List<String> SIGNS = List.of("Acme GmbH", "acme.test/logo", "#7a1fa2", "help@acme.test");

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    private Person branded() {
        Person owner = people.enrolled();
        Api.asClient()
                .body(body("brand", BRAND))
                .patch("/v1/accounts/{id}", owner.accountId)
                .then()
                .statusCode(200);
        return owner;
    }

    /** A mail to the person about an act of theirs. */
    private MimeMessage notice(Person person) {
        int before = mails(person.email, "You have a new paper key").size();
        Api.as(person.accessToken).post("/v1/me/paper-key").then().statusCode(201);
        return awaited(person.email, "You have a new paper key", before + 1);
    }

    private List<MimeMessage> mails(String recipient, String subject) {
        return mailbox.mailsTo(recipient).stream()
                .filter(mail -> Mailbox.subject(mail).equals(subject))
                .toList();
    }

    private MimeMessage awaited(String recipient, String subject, int count) {
        int all = mailbox.mailsTo(recipient).size();
        while (mails(recipient, subject).size() < count) {
            all = mailbox.awaitMailsTo(recipient, all + 1).size();
        }
        return mails(recipient, subject).get(count - 1);
    }

    private static InternetAddress sender(MimeMessage mail) throws Exception {
        assertThat(mail.getFrom()).hasSize(1);
        return (InternetAddress) mail.getFrom()[0];
    }

    private static void assertOfService(MimeMessage mail) throws Exception {
        assertThat(sender(mail).getAddress()).isEqualTo("no-reply@localhost");
        assertThat(sender(mail).getPersonal()).isEqualTo("Sallyport");
        assertThat(Mailbox.text(mail)).doesNotContain(SIGNS).contains("#0b665d");
    }

    private static void assertOfAccount(MimeMessage mail) throws Exception {
        assertThat(sender(mail).getAddress()).isEqualTo("Login@mail.acme.test");
        assertThat(sender(mail).getPersonal()).isEqualTo("Acme, \"Sicherheit\"");
        assertThat(mail.getMessageID()).matches("<[0-9a-f-]{36}@mail\\.acme\\.test>");
        assertThat(Mailbox.text(mail))
                .contains(
                        "background: #7a1fa2; color: #ffffff",
                        "<img src=\"https://acme.test/logo.png?a=1&amp;b=2\" alt=\"Acme &amp; &lt;Söhne&gt;\"",
                        "<p>Acme &amp; &lt;Söhne&gt;</p>",
                        "Acme GmbH, Hauptstraße 1",
                        "<a href=\"mailto:help@acme.test\">help@acme.test</a>",
                        "Questions? Write to help@acme.test")
                .doesNotContain("<Söhne>\"");
    }

    /** To a reader who is no member. */
    private static void assertIntroduces(MimeMessage mail) throws Exception {
        assertThat(sender(mail).getAddress()).isEqualTo("no-reply@localhost");
        assertThat(sender(mail).getPersonal()).isEqualTo("Sallyport");
        assertThat(Mailbox.text(mail))
                .contains("background: #7a1fa2; color: #ffffff", "<p class=\"brand\">Acme &amp; &lt;Söhne&gt;</p>")
                .doesNotContain("Acme GmbH", "acme.test");
    }

    @Test
    @DisplayName("[N6] Mails to a user of one account have its brand, and those of a user of two have the service's")
    void of_whom() throws Exception {
        Person owner = branded();
        assertOfAccount(notice(owner));

        Person other = people.enrolled();
        assertOfService(notice(other));

        Person both = people.enrolled(people.memberOf(owner, "member"));
        assertOfAccount(notice(both));
        Api.as(other.accessToken)
                .body(body("email", both.email, "role", "member"))
                .post("/v1/accounts/{id}/users", other.accountId)
                .then()
                .statusCode(201);
        assertOfService(awaited(both.email, "You are invited to another account", 1));
        Api.json()
                .body(body("token", mailbox.awaitToken(both.email, "sp_in_", 1)))
                .post("/v1/invitations/accept")
                .then()
                .statusCode(204);
        assertOfService(notice(both));
    }

    @Test
    @DisplayName("[N6] An invitation has the name and the color of the account, and nothing else that it chose")
    void invitations() throws Exception {
        Person owner = branded();
        Person other = people.newcomer();
        for (String email : List.of(other.email, "invited." + other.email)) {
            Api.as(owner.accessToken)
                    .body(body("email", email, "role", "member"))
                    .post("/v1/accounts/{id}/users", owner.accountId)
                    .then()
                    .statusCode(201);
        }
        assertIntroduces(awaited(other.email, "You are invited to another account", 1));
        assertIntroduces(mailbox.awaitMailsTo("invited." + other.email, 1).get(0));
    }

    @Test
    @DisplayName("A sender whose domain is no longer allowed counts as none")
    void no_longer_allowed() throws Exception {
        Person owner = branded();
        rows.change(
                "update account_brand set sender_address = 'a@former.test' where account_id = ?::uuid",
                owner.accountId);
        MimeMessage mail = notice(owner);
        assertThat(sender(mail).getAddress()).isEqualTo("no-reply@localhost");
        assertThat(sender(mail).getPersonal()).isEqualTo("Acme, \"Sicherheit\"");
        assertThat(mail.getMessageID()).endsWith("@localhost>");
    }

    @Test
    void an_erased_account_leaves_no_brand() {
        Person owner = branded();
        Api.asClient().delete("/v1/accounts/{id}", owner.accountId).then().statusCode(204);
        assertThat(rows.number("select count(*) from account_brand where account_id = ?::uuid", owner.accountId))
                .isZero();
        assertThat(rows.number("select count(*) from account where id = ?::uuid", owner.accountId))
                .isZero();
    }
}
