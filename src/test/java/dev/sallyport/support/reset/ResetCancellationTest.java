package dev.sallyport.support.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.support.SupportDesk;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How the user of a reset cancels it: by the link in the mail. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ResetCancellationTest {

    @Inject
    Rows rows;

    @Inject
    SupportDesk desk;

    @Inject
    Mailbox mailbox;

    @Test
    @DisplayName(
            "[A4] the link in the owner's mail cancels, twice with the same answer, and its token is nowhere stored")
    void the_link_in_the_mail_cancels() {
        Person owner = desk.owner();
        Person agent = desk.agent();
        String reset = SupportDesk.requested(agent, owner);
        String mail = Mailbox.text(mailbox.awaitMailsTo(owner.email, 3).get(2));
        Matcher link = Pattern.compile("(http://\\S+)/v1/support/cancel#(sp_rc_[A-Za-z0-9._-]+)\\s")
                .matcher(mail);
        assertThat(link.find()).isTrue();
        String token = link.group(2);
        assertThat(rows.texts("select details::text from mail_outbox where user_id = '" + owner.userId + "'"))
                .noneMatch(details -> details.contains("sp_rc_"));
        SupportDesk.cancelByLink(token.substring(0, token.length() - 4) + "AAAA");
        SupportDesk.get(agent, reset).body("status", equalTo("requested"));
        SupportDesk.cancelByLink(token);
        SupportDesk.cancelByLink(token);
        SupportDesk.cancelByLink("unknown");
        SupportDesk.get(agent, reset).body("status", equalTo("cancelled")).body("approvedBy", nullValue());
        SupportDesk.approve(desk.agent(), reset).statusCode(409);
        assertThat(desk.trail(owner, "two_factor_reset_cancelled", "success"))
                .singleElement()
                .asString()
                .startsWith(owner.userId);
        assertThat(desk.hasTwoFactor(owner)).isTrue();
    }

    @Test
    @DisplayName("[NOTI-03] the link in the mail leads to the configured address, whatever the request says of hosts")
    void the_link_leads_home() {
        Person owner = desk.owner();
        Api.as(desk.agent().accessToken)
                .header("Host", "evil.test")
                .header("X-Forwarded-Host", "evil.test")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "host=evil.test;proto=https")
                .body(Api.body("reason", SupportDesk.REASON, "identityCheck", "video_call"))
                .post("/v1/support/users/{id}/two-factor-reset", owner.userId)
                .then()
                .statusCode(202);
        assertThat(Mailbox.text(mailbox.awaitMailsTo(owner.email, 3).get(2)))
                .contains("http://localhost:8080/v1/support/cancel#sp_rc_")
                .doesNotContain("evil");
    }

    @Test
    @DisplayName("[A4] the cancel page runs its own script only, and changes nothing by being opened")
    void the_cancel_page_runs_its_own_script_only() throws Exception {
        String csp = Api.json()
                .get("/v1/support/cancel")
                .then()
                .statusCode(200)
                .extract()
                .header("Content-Security-Policy");
        String page = Api.json()
                .get("/v1/support/cancel")
                .then()
                .contentType(containsString("text/html"))
                .extract()
                .asString();
        Matcher script =
                Pattern.compile("<script>(.*)</script>", Pattern.DOTALL).matcher(page);
        assertThat(script.find()).isTrue();
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(script.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(csp)
                .contains("default-src 'none'", "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
                .doesNotContain("unsafe");
    }
}
