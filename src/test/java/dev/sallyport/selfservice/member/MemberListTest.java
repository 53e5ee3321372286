package dev.sallyport.selfservice.member;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MemberListTest {

    @Inject
    People people;

    @Inject
    Guesses guesses;

    @Inject
    TestClock clock;

    private static JsonPath list(Person owner, Object... query) {
        var request = Api.asClient();
        for (int at = 0; at < query.length; at += 2) {
            request.queryParam((String) query[at], query[at + 1].toString());
        }
        return request.get("/v1/accounts/{account}/users", owner.accountId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<String> emails(Person owner, Object... query) {
        return list(owner, query).getList("items.email");
    }

    @Test
    @DisplayName(
            "[A6] members are listed with how they sign in, filtered by role, status, 2FA, lock and last sign-in, and paged")
    void members_are_filtered_and_paged() {
        Person owner = people.newcomer();
        Person strong = people.signedIn(people.memberOf(owner, "admin"));
        Instant early = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        people.enroll(strong);
        guesses.enterWrong(strong, 10);
        Person weak = people.signedIn(people.memberOf(owner, "member"));
        Person disabled = people.signedIn(people.memberOf(owner, "member"));
        Api.asClient()
                .body(Api.body("status", "disabled"))
                .patch("/v1/accounts/{account}/users/{user}", owner.accountId, disabled.userId)
                .then()
                .statusCode(200);
        String invited = "invited-" + System.nanoTime() + "@example.org";
        Api.asClient()
                .body(Api.body("email", invited, "role", "member"))
                .post("/v1/accounts/{account}/users", owner.accountId)
                .then()
                .statusCode(201);

        List<String> everybody = List.of(owner.email, strong.email, weak.email, disabled.email, invited);
        assertThat(emails(owner)).isEqualTo(everybody);
        assertThat(emails(owner, "role", "owner")).containsExactly(owner.email);
        assertThat(emails(owner, "role", "member")).containsExactly(weak.email, disabled.email, invited);
        assertThat(emails(owner, "status", "disabled")).containsExactly(disabled.email);
        assertThat(emails(owner, "status", "invited")).containsExactly(invited);
        assertThat(emails(owner, "twoFactorEnabled", true)).containsExactly(strong.email);
        assertThat(emails(owner, "twoFactorEnabled", false)).containsExactly(owner.email, weak.email, disabled.email);
        assertThat(emails(owner, "locked", true)).containsExactly(strong.email);
        assertThat(emails(owner, "locked", false)).containsExactly(owner.email, weak.email, disabled.email);
        assertThat(emails(owner, "lastSignInBefore", early.plusSeconds(30))).containsExactly(owner.email, strong.email);
        assertThat(emails(owner, "lastSignInSince", early.plusSeconds(30))).containsExactly(weak.email, disabled.email);

        JsonPath first = list(owner, "role", "admin");
        assertThat(first.getBoolean("items[0].twoFactorEnabled")).isTrue();
        assertThat(Instant.parse(first.getString("items[0].secondStepLockedUntil")))
                .isAfter(clock.instant());
        assertThat(Instant.parse(first.getString("items[0].lastSignInAt"))).isEqualTo(early);

        List<String> paged = new ArrayList<>();
        String next = null;
        do {
            JsonPath page = next == null ? list(owner, "limit", 2) : list(owner, "limit", 2, "after", next);
            paged.addAll(page.getList("items.email"));
            next = page.getString("next");
        } while (next != null);
        assertThat(paged).isEqualTo(everybody);

        refused(
                Api.asClient()
                        .queryParam("rôle", "owner")
                        .get("/v1/accounts/{account}/users", owner.accountId)
                        .then(),
                400,
                "invalid-request");
    }
}
