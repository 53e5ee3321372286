package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.InvalidAddresses;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The address of the user's device as a backend states it. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BackendAddressTest {

    @Inject
    People people;

    @Inject
    Rows rows;

    private static ValidatableResponse open(Person user, String ip) {
        return Api.asClient()
                .body(Api.body("userId", user.userId, "ip", ip))
                .post("/v1/challenges")
                .then();
    }

    @Test
    @DisplayName("[THRT-06] a text that is no IP address is refused")
    void no_address() {
        Person ada = people.newcomer();
        for (String ip : InvalidAddresses.ALL) {
            open(ada, ip)
                    .statusCode(400)
                    .body("errors.field", both(hasItem("ip")).and(everyItem(equalTo("ip"))));
        }
        for (String ip : List.of("999.1.1.1", "dead.beef", ".5:ab", "1:2", "::1%lo", "::1.2.3", "fe80::1%25eth0")) {
            open(ada, ip).statusCode(400).body("errors.field", contains("ip"));
        }
        open(ada, "1".repeat(8000) + "::")
                .statusCode(400)
                .body("errors.field", both(hasItem("ip")).and(everyItem(equalTo("ip"))));
    }

    @ParameterizedTest(name = "[THRT-06] {0} is kept as {1}")
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:DB8:0:0::1, 2001:db8::1",
        "::, ::",
        "::FFFF:C000:0201, 192.0.2.1",
        "1:22:333:4444:5:6:7:8, 1:22:333:4444:5:6:7:8",
        "1::, 1::"
    })
    void the_canonical_form(String ip, String kept) {
        Person ada = people.newcomer();
        open(ada, ip).statusCode(200);
        assertThat(rows.text("select device_ip from challenge where user_id = ?::uuid", ada.userId))
                .isEqualTo(kept);
    }
}
