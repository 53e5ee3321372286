package dev.sallyport.mailing.mail;

import static dev.sallyport.testing.Api.body;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an account chooses for its mails, and which mails have it. */
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

    private static ValidatableResponse choose(Person owner, Map<String, Object> brand) {
        return Api.as(owner.accessToken)
                .body(body("brand", brand))
                .patch("/v1/accounts/{id}", owner.accountId)
                .then();
    }

    private Person branded() {
        Person owner = people.enrolled();
        choose(owner, BRAND).statusCode(200);
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

    @Test
    @DisplayName("[N6] An account chooses a brand, changes it as a whole and gives it up, and the trail says so")
    void choosing() {
        Person owner = people.enrolled();
        Person admin = people.signedIn(people.memberOf(owner, "admin"));
        Person member = people.signedIn(people.memberOf(owner, "member"));
        Api.as(owner.accessToken)
                .get("/v1/accounts/{id}", owner.accountId)
                .then()
                .body("brand", anEmptyMap());

        choose(owner, BRAND)
                .statusCode(200)
                .body("brand.color", equalTo("#7a1fa2"))
                .body("name", equalTo("Acme"));
        choose(owner, BRAND).statusCode(200);
        Api.as(admin.accessToken)
                .get("/v1/accounts/{id}", owner.accountId)
                .then()
                .body("brand.senderName", equalTo("Acme, \"Sicherheit\""));
        refused(
                Api.as(member.accessToken)
                        .body(body("brand", BRAND))
                        .patch("/v1/accounts/{id}", owner.accountId)
                        .then(),
                403,
                "forbidden");
        choose(owner, body("name", "Acme")).statusCode(200).body("brand", equalTo(Map.of("name", "Acme")));
        Api.asClient()
                .body(body("brand", Map.of()))
                .patch("/v1/accounts/{id}", owner.accountId)
                .then()
                .statusCode(200)
                .body("brand", anEmptyMap());

        assertThat(rows.text(
                        "select string_agg(details ->> 'brand', ' ' order by id) from audit_event"
                                + " where account_id = ?::uuid and type = 'account_changed'",
                        owner.accountId))
                .isEqualTo("changed changed removed");
        assertThat(rows.number("select count(*) from account_brand where account_id = ?::uuid", owner.accountId))
                .isZero();
    }

    @ParameterizedTest
    @DisplayName("[NOTI-01] [NOTI-03] A brand carries no link, no header and no markup")
    @CsvSource(delimiter = '|', textBlock = """
            name           | visit evil.test
            name           | 'two\r\nBcc: x@evil.test'
            color          | red
            color          | #0b665d;x
            logo           | http://acme.test/logo.png
            logo           | https://acme.test
            logo           | https://a@acme.test/logo.png
            logo           | https://acme.test/x.png"onload="x
            logo           | javascript:alert(1)
            footer         | see www.evil.test
            supportAddress | "x"@acme.test
            supportAddress | x@acme.test?subject=y
            senderName     | mail x@evil.test
            senderName     | 'a\nBcc: b'
            senderAddress  | a@mail.acme.test, b@evil.test
            senderAddress  | A <a@mail.acme.test>
            senderAddress  | jürgen@mail.acme.test
            """)
    void malformed(String field, String value) {
        Person owner = people.signedIn();
        choose(owner, body(field, value.replace("\\r", "\r").replace("\\n", "\n")))
                .statusCode(400)
                .body("errors[0].field", equalTo("brand." + field));
    }

    @Test
    @DisplayName("[N6] White text must be readable on the colour, and the sender's domain must be allowed")
    void rules() {
        Person owner = people.signedIn();
        refused(choose(owner, body("color", "#777777")), 422, "rule-violated");
        choose(owner, body("color", "#767676")).statusCode(200);
        for (String other : List.of("a@acme.test", "a@x.mail.acme.test", "a@mail.acme.test.evil.test", "a@localhost")) {
            refused(choose(owner, body("senderAddress", other)), 422, "rule-violated");
        }
        choose(owner, body("senderAddress", "a@MAIL.acme.test")).statusCode(200);
        refused(choose(owner, body("color", "#000000", "font", "x")), 400, "invalid-request");
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
    @DisplayName("[N6] An invitation has the brand of the account that invites, whomever it goes to")
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
        assertOfAccount(awaited(other.email, "You are invited to another account", 1));
        assertOfAccount(mailbox.awaitMailsTo("invited." + other.email, 1).get(0));
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
