package dev.sallyport.factors.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.Tokens;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;

/** Users who disable two-factor sign-in. */
abstract class DisabledUsers {

    static final String DISABLE = "/v1/me/two-factor/disable";

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    Mailbox mailbox;

    @Inject
    Tokens tokens;

    static ValidatableResponse disable(String token, String password, String method, String code) {
        return Api.as(token)
                .body(Api.body("password", password, "method", method, "code", code))
                .post(DISABLE)
                .then();
    }

    void assertOn(Person person) {
        assertThat(rows.number(
                        "select count(*) from totp_authenticator where status = 'active' and user_id = ?::uuid",
                        person.userId))
                .isOne();
        assertThat(rows.number("select count(*) from recovery_code where user_id = ?::uuid", person.userId))
                .isEqualTo(10);
    }
}
