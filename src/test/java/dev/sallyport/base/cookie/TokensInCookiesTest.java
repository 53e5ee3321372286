package dev.sallyport.base.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A page that asks for its refresh and device tokens as cookies. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TokensInCookiesTest extends SignedInPages {

    private static final long MONTH = Duration.ofDays(30).toSeconds();

    @Inject
    Ceremonies ceremonies;

    @Inject
    AccountPolicies accounts;

    @Inject
    TestClock clock;

    private void refreshIsSet() {
        assertThat(page.set).singleElement().asString().startsWith(Page.REFRESH + "=sp_rt_");
    }

    @Test
    @DisplayName(
            "[WEB-02] [DEVC-05] [RFSH-01] [D6] both tokens are __Host- cookies that no script reads, and nowhere else")
    void a_sign_in_and_its_refresh() {
        Person ada = signedIn(people.newcomer());

        assertThat(page.set)
                .hasSize(2)
                .allSatisfy(cookie ->
                        assertThat(cookie).hasSizeLessThan(4096).doesNotContain("Domain", "=eyJ", ada.accessToken));
        assertThat(page.cookies.get(Page.REFRESH)).matches("sp_rt_[0-9a-f]{32}\\.[0-9a-f]{32}\\.0\\.[A-Za-z0-9_-]{48}");
        assertThat(page.cookies.get(Page.DEVICE)).matches("sp_dt_[0-9a-f]{32}\\.[0-9a-f]{32}\\.0\\.[A-Za-z0-9_-]{48}");
        assertThat(page.lives).containsEntry(Page.REFRESH, WEEK).containsEntry(Page.DEVICE, MONTH);

        clock.advance(Duration.ofMinutes(4));
        String first = page.cookies.get(Page.REFRESH);
        String accessToken = page.refresh(null)
                .statusCode(200)
                .body("refresh_token", nullValue())
                .body("refresh_expires_in", equalTo((int) WEEK))
                .extract()
                .path("access_token");
        refreshIsSet();
        assertThat(page.cookies.get(Page.REFRESH)).isNotEqualTo(first);
        Api.session(accessToken).statusCode(200);
    }

    @Test
    @DisplayName("[D6] [DEVC-05] the device cookie is recognized at the next sign-in, and followed by its successor")
    void the_device_is_recognized() {
        Person ada = signedIn(people.newcomer());
        String first = page.cookies.get(Page.DEVICE);
        clock.advance(Duration.ofDays(1));

        page.post("/v1/sign-in", "email", ada.email, "password", People.PASSWORD)
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .body("deviceToken", nullValue());

        assertThat(page.set).hasSize(2);
        assertThat(page.cookies.get(Page.DEVICE)).isNotEqualTo(first);
        assertThat(page.lives)
                .containsEntry(Page.DEVICE, MONTH - Duration.ofDays(1).toSeconds());
    }

    @Test
    @DisplayName(
            "[WEB-02] [D6] step-up and enrollment replace the refresh cookie, signing out clears it, and so does its end")
    void every_later_answer() {
        Person ada = signedIn(people.newcomer());
        ada.accessToken = page.postAs(
                        ada.accessToken, "/v1/me/step-up", "method", "password", "password", People.PASSWORD)
                .statusCode(200)
                .body("refreshToken", nullValue())
                .extract()
                .path("accessToken");
        refreshIsSet();

        ceremonies.start(ada);
        String confirm = "/v1/me/authenticators/" + ada.authenticatorId + "/confirm";
        ada.accessToken = page.postAs(ada.accessToken, confirm, "code", ada.app.codeAt(clock.instant()))
                .statusCode(200)
                .body("signIn.refreshToken", nullValue())
                .body("recoveryCodes.size()", equalTo(10))
                .body("signIn.deviceToken", nullValue())
                .extract()
                .path("signIn.accessToken");
        assertThat(page.set)
                .satisfiesExactlyInAnyOrder(
                        cookie -> assertThat(cookie).startsWith(Page.REFRESH + "=sp_rt_"),
                        cookie -> assertThat(cookie).startsWith(Page.DEVICE + "=sp_dt_"));
        String last = page.cookies.get(Page.REFRESH);

        page.postAs(ada.accessToken, "/v1/sign-out").statusCode(204);
        assertThat(page.set).singleElement().asString().startsWith(Page.REFRESH + "=; Max-Age=0;");
        assertThat(page.cookies).doesNotContainKey(Page.REFRESH).containsKey(Page.DEVICE);

        page.cookies.put(Page.REFRESH, last);
        page.refresh(null).statusCode(400).body("error", equalTo("invalid_grant"));
        assertThat(page.set).singleElement().asString().startsWith(Page.REFRESH + "=; Max-Age=0;");
        page.refresh(null).statusCode(400).body("error", equalTo("invalid_request"));
    }

    @Test
    @DisplayName("[D6] who must set a second factor up first gets the device as a cookie too")
    void enrollment_is_required() {
        Person ada = people.newcomer();
        accounts.require(ada.accountId, null);

        page.post(
                        "/v1/sign-in/verify",
                        "challengeToken",
                        challengeFor(ada),
                        "method",
                        "email_code",
                        "code",
                        mailbox.awaitCode(ada.email, 1))
                .statusCode(200)
                .body("status", equalTo("enrollment_required"))
                .body("deviceToken", nullValue())
                .body("enrollmentToken", matchesPattern("sp_en_.+"));

        assertThat(page.cookies).containsOnlyKeys(Page.DEVICE);
    }
}
