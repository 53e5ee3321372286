package dev.sallyport.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DisableRaceTest {

    @Inject
    People people;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[RACE-08] [DISB-03] Of eight requests to disable at once one does it, and tells the user once")
    void disabling_many_times_at_once() {
        Person ada = people.enrolled();
        List<Response> answers = AtOnce.run(8, () -> disable(ada));
        assertThat(answers).extracting(Response::statusCode).containsOnly(204, 409);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 204).hasSize(1);
        assertThat(rows.number(
                        "select count(*) from mail_outbox where user_id = ?::uuid and kind = 'two_factor_disabled'",
                        ada.userId))
                .isOne();
        assertOff(ada);
    }

    private static Response disable(Person person) {
        return Api.as(person.accessToken)
                .body(Api.body("password", People.PASSWORD))
                .post("/v1/me/two-factor/disable");
    }

    private void assertOff(Person person) {
        for (String table : List.of("totp_authenticator", "recovery_code", "recovery_code_set", "paper_key")) {
            assertThat(rows.number("select count(*) from " + table + " where user_id = ?::uuid", person.userId))
                    .as("rows of %s", table)
                    .isZero();
        }
        assertThat(rows.number(
                        "select count(*) from session s join app_user u on u.id = s.user_id"
                                + " where u.id = ?::uuid and s.epoch = u.epoch and s.ended_at is null",
                        person.userId))
                .as("sessions that go on")
                .isOne();
        Api.session(person.accessToken).statusCode(200);
    }
}
