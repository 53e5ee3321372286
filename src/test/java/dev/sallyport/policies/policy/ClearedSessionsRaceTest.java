package dev.sallyport.policies.policy;

import static dev.sallyport.testing.AccountPolicies.save;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Clearing sessions while everybody signs in and refreshes. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClearedSessionsRaceTest {

    private static final int MEMBERS = 50;

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    private volatile boolean cleared;

    @Test
    @DisplayName(
            "[RACE-09] Once the sessions are cleared, no earlier one can be used, and none begins without a factor")
    void nothing_survives() {
        Person owner = people.enrolled();
        List<String> emails = members(owner);
        CountDownLatch looping = new CountDownLatch(MEMBERS);

        AtOnce.run(MEMBERS + 1, number -> () -> {
            if (number < MEMBERS) {
                signInAndRefresh(emails.get(number), looping);
            } else {
                looping.await();
                save(owner, "required", true, "existingSessions", "clear").statusCode(200);
                cleared = true;
            }
            return null;
        });

        assertThat(isActive(owner.accessToken)).isTrue();
    }

    /**
     * Continues until the owner has the answer. Then nothing that was ever given to this member may be worth anything.
     */
    private void signInAndRefresh(String email, CountDownLatch looping) {
        String challenge = Api.read(signIn(email, null)).path("challengeToken").asText();
        JsonNode answer = Api.read(Api.verify(challenge, "email_code", mailbox.awaitCode(email, 1)));
        List<String> accessTokens = new ArrayList<>();
        List<String> refreshTokens = new ArrayList<>();
        String device = null;
        looping.countDown();
        while (true) {
            if (answer.has("accessToken")) {
                accessTokens.add(answer.path("accessToken").asText());
                refreshTokens.add(answer.path("refreshToken").asText());
                device = answer.path("deviceToken").asText();
            }
            if (cleared) {
                break;
            }
            JsonNode refreshed = Api.read(Api.refresh(refreshTokens.get(refreshTokens.size() - 1)));
            if (refreshed.has("access_token")) {
                accessTokens.add(refreshed.path("access_token").asText());
                refreshTokens.add(refreshed.path("refresh_token").asText());
            }
            answer = Api.read(signIn(email, device));
        }
        assertThat(accessTokens).isNotEmpty().noneMatch(ClearedSessionsRaceTest::isActive);
        assertThat(refreshTokens)
                .allSatisfy(token ->
                        assertThat(Api.refresh(token).extract().statusCode()).isEqualTo(400));
        assertThat(Api.read(signIn(email, device)).path("status").asText()).isEqualTo("enrollment_required");
    }

    private static boolean isActive(String accessToken) {
        return Api.read(Api.introspect(accessToken)).path("active").asBoolean();
    }

    private static ValidatableResponse signIn(String email, String device) {
        return Api.signIn(email, People.PASSWORD, device).statusCode(200);
    }

    /** Made in the table, since fifty passwords take long to hash: they all have the owner's. */
    private List<String> members(Person owner) {
        List<String> emails = new ArrayList<>();
        for (int number = 0; number < MEMBERS; number++) {
            String email = "racer" + number + "-" + owner.email;
            rows.change(
                    "with u as (insert into app_user (id, email, status, created_at) values"
                            + " (gen_random_uuid(), ?, 'active', now()) returning id, email),"
                            + " e as (insert into user_email select sha256(convert_to(email, 'UTF8')), id from u),"
                            + " m as (insert into membership select id, ?::uuid, 'member', now() from u)"
                            + " insert into password_credential select u.id, c.hash, c.pepper_key_id, c.changed_at"
                            + " from password_credential c, u where c.user_id = ?::uuid",
                    email,
                    owner.accountId,
                    owner.userId);
            emails.add(email);
        }
        return emails;
    }
}
