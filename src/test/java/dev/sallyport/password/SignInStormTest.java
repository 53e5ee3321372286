package dev.sallyport.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignInStormTest {

    private static final int SIGN_INS = 300;
    private static final int SESSION_CHECKS = 10;
    private static final int MAX_TRIES = 10;

    @Inject
    People people;

    @Test
    @DisplayName("[AUTH-09] of 300 sign-ins at once some are told to come back; nothing fails, sessions are answered")
    void a_storm_of_sign_ins_slows_only_sign_ins() {
        Person signedIn = people.signedIn();
        List<String> known =
                Stream.generate(() -> people.newcomer().email).limit(10).toList();
        List<Response> answers = AtOnce.run(SIGN_INS + SESSION_CHECKS, number -> () -> {
            if (number >= SIGN_INS) {
                return Api.session(signedIn.accessToken).extract().response();
            }
            String email = number < known.size() ? known.get(number) : "nobody-" + number / MAX_TRIES + "@x.test";
            return Api.signIn(email, People.PASSWORD, null).extract().response();
        });

        assertThat(answers.subList(SIGN_INS, answers.size()))
                .extracting(Response::statusCode)
                .containsOnly(200);
        assertThat(answers.subList(0, SIGN_INS)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isIn(200, 401, 429, 503);
            boolean isRefusal = answer.statusCode() == 429 || answer.statusCode() == 503;
            assertThat(answer.headers().hasHeaderWithName("Retry-After")).isEqualTo(isRefusal);
        });
        Api.signIn(known.get(0), People.PASSWORD, null).statusCode(200);
    }
}
