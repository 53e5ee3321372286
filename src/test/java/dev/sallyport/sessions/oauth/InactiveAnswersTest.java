package dev.sallyport.sessions.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.token.Forge;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.SallyportResource;
import dev.sallyport.testing.Tokens;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InactiveAnswersTest {

    private static final int ROUNDS = 20;

    @Inject
    People people;

    @Inject
    Forge forge;

    @Inject
    AgroalDataSource database;

    private String with(Person person, String claim, Object value) {
        return forge.signed(forge.header(), Forge.with(Forge.claims(person.accessToken), claim, value));
    }

    /** Whatever is no live access token for this service, by what is wrong with it. */
    private Map<String, String> tokens() {
        Person ada = people.signedIn();
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("another audience", with(ada, "aud", "https://b.example"));
        tokens.put("several other audiences", with(ada, "aud", List.of("https://b.example", "https://c.example")));
        tokens.put("another issuer", with(ada, "iss", "https://b.example"));
        tokens.put("no audience", with(ada, "aud", null));
        tokens.put("another user's session", with(ada, "sub", people.newcomer().userId));
        tokens.put("expired", with(ada, "exp", 1));
        tokens.put(
                "another type", forge.signed(Forge.with(forge.header(), "typ", "JWT"), Forge.claims(ada.accessToken)));
        tokens.put("another key", forge.signed(Forge.with(forge.header(), "kid", "x"), Forge.claims(ada.accessToken)));
        tokens.put("changed", Tokens.changed(ada.accessToken));
        tokens.put("refresh token", ada.refreshToken);
        tokens.put("device token", ada.deviceToken);
        tokens.put("challenge", people.challengeFor(ada));
        tokens.put("client secret", SallyportResource.CLIENT_SECRET);
        tokens.put("malformed", "x");
        Person bob = people.signedIn();
        Api.as(bob.accessToken).post("/v1/sign-out").then().statusCode(204);
        tokens.put("ended session", bob.accessToken);
        return tokens;
    }

    @Test
    @DisplayName(
            "[INTR-02] another audience, issuer, type, key or kind: each is exactly {\"active\":false}, for the same work")
    void whatever_is_wrong_is_not_said() {
        database.getConfiguration().setMetricsEnabled(true);
        Map<String, String> tokens = tokens();
        Map<String, Long> questions = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            tokens.forEach((kind, token) -> {
                long before = database.getMetrics().acquireCount();
                Response answer = Api.introspect(token).extract().response();
                questions.merge(kind, database.getMetrics().acquireCount() - before, Math::min);
                assertThat(answer.statusCode()).as(kind).isEqualTo(200);
                assertThat(answer.asByteArray())
                        .as(kind)
                        .isEqualTo("{\"active\":false}".getBytes(StandardCharsets.US_ASCII));
            });
        }
        // The least of all rounds: what runs by the clock meanwhile takes connections, too.
        assertThat(questions)
                .allSatisfy((kind, least) -> assertThat(least).as(kind).isOne());
    }
}
