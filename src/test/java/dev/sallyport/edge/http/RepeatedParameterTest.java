package dev.sallyport.edge.http;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RepeatedParameterTest {

    @Inject
    People people;

    @Test
    @DisplayName(
            "[VALD-08] every operation refuses a parameter that comes twice, also a parameter that it does not know")
    void no_operation_takes_a_parameter_twice() throws IOException {
        // Byte by byte: a client library would put the two together.
        RawHttp raw = new RawHttp(RestAssured.port);
        assertThat(raw.exchange("GET", "/.well-known/jwks.json?twice&other=1&twice")
                        .status())
                .isEqualTo(400);
        assertThat(raw.exchange("GET", "/.well-known/jwks.json?twice&other=1").status())
                .isEqualTo(200);

        for (Operation operation : Contract.operations()) {
            if (operation.path().equals("/v1/forward-auth")) {
                continue; // a reverse proxy asks with the query of another request, which is not read
            }
            for (String query : new String[] {"twice=1&twice=1", "twice=1&%74wice=2"}) {
                String target = operation.target() + "?" + query;
                int status = Api.json()
                        .urlEncodingEnabled(false)
                        .request(operation.method(), target)
                        .statusCode();
                assertThat(status).as("%s %s", operation.method(), target).isEqualTo(400);
            }
        }
    }

    @Test
    @DisplayName("[VALD-08] the same name in another case, and two values under two names, are no repetition")
    void two_parameters_are_two() {
        String token = people.signedIn().accessToken;
        Api.as(token).get("/v1/me?once=1&twice=2&Once=1").then().statusCode(200);
        refused(Api.as(token).get("/v1/me?once=1&once=1").then(), 400, "invalid-request");
    }
}
