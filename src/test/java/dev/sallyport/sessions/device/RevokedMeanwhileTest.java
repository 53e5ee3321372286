package dev.sallyport.sessions.device;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Devices that are revoked, or whose tokens advance, while a request about them waits. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RevokedMeanwhileTest {

    private static final String REVOKED = "update trusted_device set revoked_at = '2020-01-01' where user_id = ?";

    private static final String STATE = "select concat_ws(' ', revoked_at is not null and revoked_at < '2020-01-03',"
            + " generation, coalesce(name, 'unnamed')) from trusted_device where id = ?::uuid";

    @Inject
    People people;

    @Inject
    HeldUser held;

    @Inject
    Rows rows;

    private String deviceOf(Person person) {
        return rows.text("select id from trusted_device where user_id = ?::uuid", person.userId);
    }

    private static Response rename(Person person, String device) {
        return Api.as(person.accessToken).body(Api.body("name", "Laptop")).patch("/v1/me/devices/{id}", device);
    }

    @Test
    @DisplayName("[RACE-15] a device that is revoked meanwhile stays so: it is neither renamed nor revoked again")
    void revoked_stays_revoked() throws Exception {
        Person ada = people.signedIn();
        String device = deviceOf(ada);
        List<Supplier<Response>> acts =
                List.of(() -> rename(ada, device), () -> Api.as(ada.accessToken).delete("/v1/me/devices/{id}", device));
        for (Supplier<Response> act : acts) {
            rows.change("update trusted_device set revoked_at = null where id = ?::uuid", device);
            refused(
                    held.meanwhile("trusted_device", device, REVOKED, ada.userId, act)
                            .then(),
                    404,
                    "not-found");
            assertThat(rows.text(STATE, device)).isEqualTo("t 0 unnamed");
        }
    }

    @Test
    @DisplayName("[RACE-15] a device whose token advances meanwhile is renamed, and its old token stays old")
    void the_token_stays_advanced() throws Exception {
        Person ada = people.signedIn();
        String device = deviceOf(ada);
        held.meanwhile(
                        "trusted_device",
                        device,
                        "update trusted_device set generation = generation + 1 where user_id = ?",
                        ada.userId,
                        () -> rename(ada, device))
                .then()
                .statusCode(200);
        assertThat(rows.text(STATE, device)).isEqualTo("f 1 Laptop");
    }
}
