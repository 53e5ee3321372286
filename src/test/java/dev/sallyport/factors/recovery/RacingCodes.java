package dev.sallyport.factors.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Set;

/** Recovery codes and paper keys that are sent at once. */
abstract class RacingCodes {

    static final int TIMES = 20;

    @Inject
    People people;

    @Inject
    Rows rows;

    @Inject
    HeldUser held;

    static Response recover(String challenge, String code) {
        return Api.verify(challenge, "recovery_code", code).extract().response();
    }

    int unused(Person person) {
        return rows.number(
                "select count(*) from recovery_code where user_id = ?::uuid and used_at is null", person.userId);
    }

    void assertNothingLeft(Person person) {
        for (String table : Set.of("totp_authenticator", "recovery_code", "recovery_code_set", "paper_key")) {
            assertThat(rows.number("select count(*) from " + table + " where user_id = ?::uuid", person.userId))
                    .as("rows of %s", table)
                    .isZero();
        }
        Api.signIn(person.email, People.PASSWORD, null).statusCode(200).body("purpose", equalTo("device_verification"));
    }
}
