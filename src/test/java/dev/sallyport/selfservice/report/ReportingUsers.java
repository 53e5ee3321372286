package dev.sallyport.selfservice.report;

import static dev.sallyport.testing.Ceremonies.refused;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import jakarta.inject.Inject;

/** Users who report what the mails tell them. */
abstract class ReportingUsers {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    /** The token in the newest mail with this subject. */
    String tokenOf(Person user, String subject) {
        mailbox.awaitMail(user.email, subject);
        String text = mailbox.mailsTo(user.email).stream()
                .filter(mail -> subject.equals(Mailbox.subject(mail)))
                .reduce((first, second) -> second)
                .map(Mailbox::text)
                .orElseThrow();
        return text.replaceAll("(?s).*#(sp_nd_[A-Za-z0-9._-]+).*", "$1");
    }

    static void report(String token) {
        Api.json().body(Api.body("token", token)).post("/v1/report").then().statusCode(204);
    }

    void resetPassword(Person user) {
        Api.setPassword(mailbox.awaitToken(user.email, "sp_pr_", 1), People.NEW_PASSWORD)
                .statusCode(204);
    }

    void requiresNewPassword(Person user) {
        refused(Api.session(user.accessToken), 401, "not-authenticated");
        refused(Api.signIn(user.email, People.PASSWORD, null), 403, "password-reset-required");
        resetPassword(user);
    }
}
