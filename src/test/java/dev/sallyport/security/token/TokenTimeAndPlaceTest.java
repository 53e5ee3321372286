package dev.sallyport.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TokenTimeAndPlaceTest {

    private static final String ISSUER = "http://localhost:8080";

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    Forge forge;

    /** The status of a session check with a token that we signed, with one claim changed or, by null, taken away. */
    private int statusWith(Person person, String claim, Object value) {
        Map<String, Object> claims = Forge.with(Forge.claims(person.accessToken), claim, value);
        return Api.as(forge.signed(forge.header(), claims)).get("/v1/session").statusCode();
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    @Test
    @DisplayName("[JWT-03] a token is refused from 30 seconds after its end on")
    void expiry() {
        Person ada = people.signedIn();
        clock.advance(Duration.ofSeconds(300 + 29));
        Api.session(ada.accessToken).statusCode(200);
        clock.advance(Duration.ofSeconds(2));
        Api.session(ada.accessToken).statusCode(401);
    }

    @Test
    @DisplayName("[JWT-03] a token from more than 30 seconds ahead is refused")
    void times_ahead() {
        Person ada = people.signedIn();
        for (String claim : List.of("iat", "nbf")) {
            assertThat(statusWith(ada, claim, now() + 29)).as(claim).isEqualTo(200);
            assertThat(statusWith(ada, claim, now() + 31)).as(claim).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("[JWT-03] a token that lacks a claim of the contract is refused")
    void missing_claims() {
        Person ada = people.signedIn();
        for (String claim : List.of("exp", "iat", "jti", "iss", "aud", "sub", "sid", "acr", "auth_time")) {
            assertThat(statusWith(ada, claim, null)).as(claim).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("[JWT-03] a time that is not a number is refused")
    void times_that_are_no_numbers() {
        Person ada = people.signedIn();
        for (Object time : List.of("9999999999", "", true, List.of(), Map.of(), "1e12")) {
            assertThat(statusWith(ada, "exp", time)).as("exp %s", time).isEqualTo(401);
            assertThat(statusWith(ada, "iat", time)).as("iat %s", time).isEqualTo(401);
            assertThat(statusWith(ada, "auth_time", time))
                    .as("auth_time %s", time)
                    .isEqualTo(401);
        }
        assertThat(statusWith(ada, "auth_time", Long.MAX_VALUE)).isEqualTo(401);
    }

    @Test
    @DisplayName("[JWT-04] the issuer is compared to the letter")
    void issuer() {
        Person ada = people.signedIn();
        assertThat(statusWith(ada, "iss", ISSUER)).isEqualTo(200);
        for (Object other : List.of(
                ISSUER + "/",
                "HTTP://localhost:8080",
                "https://localhost:8080",
                "http://localhost",
                "",
                "sallyport",
                1)) {
            assertThat(statusWith(ada, "iss", other)).as("iss %s", other).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("[JWT-04] a token for another backend is refused, one that lists this one is not")
    void audience() {
        Person ada = people.signedIn();
        for (Object own : List.of(ISSUER, List.of(ISSUER), List.of("https://b.example", ISSUER))) {
            assertThat(statusWith(ada, "aud", own)).as("aud %s", own).isEqualTo(200);
        }
        for (Object other : List.of(
                "https://b.example",
                ISSUER + "/",
                "",
                List.of(),
                List.of("https://b.example"),
                List.of(ISSUER + "/"),
                1)) {
            assertThat(statusWith(ada, "aud", other)).as("aud %s", other).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("[JWT-02] a token of another type is refused, though we signed it")
    void type() {
        Map<String, Object> claims = Forge.claims(people.signedIn().accessToken);
        for (Object type : List.of("JWT", "jwt", "dpop+jwt", "logout+jwt", "", 1)) {
            String token = forge.signed(forge.header("typ", type), claims);
            assertThat(Api.as(token).get("/v1/session").statusCode())
                    .as("typ %s", type)
                    .isEqualTo(401);
        }
        Api.session(forge.signed(forge.header("typ", null), claims)).statusCode(401);
    }

    @Test
    @DisplayName("[JWT-04] a token names a session of its own subject, or nothing")
    void subject_and_session_belong_together() {
        Person ada = people.signedIn();
        Person bob = people.signedIn();
        assertThat(statusWith(ada, "sub", bob.userId)).isEqualTo(401);
        assertThat(statusWith(ada, "sid", Forge.claims(bob.accessToken).get("sid")))
                .isEqualTo(401);
        for (Object id : List.of("", "x", "1-1-1-1-1", 7)) {
            assertThat(statusWith(ada, "sub", id)).as("sub %s", id).isEqualTo(401);
            assertThat(statusWith(ada, "sid", id)).as("sid %s", id).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("[JWT-04] what a token says of roles and level is not taken from a token of an ended session")
    void an_ended_session() {
        Person ada = people.signedIn();
        Api.session(ada.accessToken).statusCode(200);
        clock.advance(Duration.ofDays(7).plusSeconds(1));
        Map<String, Object> claims = Forge.claims(ada.accessToken);
        claims.put("iat", now());
        claims.put("exp", now() + 300);
        Api.session(forge.signed(forge.header(), claims)).statusCode(401);
    }
}
