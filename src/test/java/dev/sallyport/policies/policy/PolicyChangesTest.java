package dev.sallyport.policies.policy;

import static dev.sallyport.testing.AccountPolicies.read;
import static dev.sallyport.testing.AccountPolicies.save;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Who changes a policy, and what a change leaves. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PolicyChangesTest extends OwnedPolicy {

    @Inject
    Rows rows;

    @Test
    @DisplayName("[P1] [ERAS-05] An account whose erasure has begun takes no policy")
    void an_account_that_is_erased() {
        Person ada = people.enrolled();
        rows.change("update account set erased_at = now() where id = ?::uuid", ada.accountId);
        save(ada, "required", false).statusCode(404);
    }

    @Test
    @DisplayName(
            "[POLI-01] [P2] [S13] Only owners and admins set it, with two-factor sign-in of their own, just proved")
    void who_may_set_it() {
        Map<String, Object> body = Api.body("required", true);
        Person member = people.signedIn(people.memberOf(owner, "member"));
        refused(save(member, "\"0\"", body), 403, "forbidden");
        refused(read(member), 403, "forbidden");

        Person admin = people.signedIn(people.memberOf(owner, "admin"));
        String version = read(admin).statusCode(200).extract().header("ETag");
        refused(save(admin, version, body), 409, "own-two-factor-missing");
        String withPasswordOnly = admin.accessToken;
        ceremonies.signInAgain(admin);
        ceremonies.start(admin);
        String raised = Api.as(admin.accessToken)
                .body(Api.body("code", admin.app.codeAt(clock.instant()), "endOtherSessions", false))
                .post("/v1/me/authenticators/{id}/confirm", admin.authenticatorId)
                .then()
                .statusCode(200)
                .extract()
                .path("signIn.accessToken");
        admin.accessToken = withPasswordOnly;
        refused(save(admin, version, body), 401, "step-up-required")
                .header("WWW-Authenticate", containsString("acr_values=\"2fa\""));
        admin.accessToken = raised;
        save(admin, version, body).statusCode(200).body("updatedBy", equalTo(admin.userId));

        Person stranger = people.enrolled();
        refused(save(stranger, owner.accountId, "\"0\"", body), 404, "not-found");
        refused(read(stranger, owner.accountId), 404, "not-found");
    }

    @Test
    @DisplayName("[POLI-08] A change names the version that it changes")
    void a_change_names_its_version() {
        Map<String, Object> body = Api.body("required", false);
        String version = read(owner).extract().header("ETag");

        refused(save(owner, null, body), 428, "precondition-required");
        refused(save(owner, "W/" + version, body), 412, "precondition-failed");
        refused(save(owner, version.replace("\"", ""), body), 400, "invalid-request");
        String next = save(owner, "\"77\", " + version, body)
                .statusCode(200)
                .extract()
                .header("ETag");
        assertThat(next).isNotEqualTo(version);
        assertThat(read(owner).extract().header("ETag")).isEqualTo(next);
        refused(save(owner, version, body), 412, "precondition-failed");
    }

    @Test
    @DisplayName("[POLI-08] Of many changes to one version one is made, also of a policy's first ones")
    void of_many_changes_one_is_made() {
        Person ada = people.enrolled();
        for (String version : List.of("\"0\"", "\"1\"")) {
            List<Integer> statuses = AtOnce.run(
                    50,
                    () -> save(ada, version, Api.body("required", false))
                            .extract()
                            .statusCode());

            assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 412).hasSize(49);
        }
    }

    @Test
    @DisplayName("[POLI-08] It touches one account only, and never turns a user's own two-factor sign-in off")
    void it_touches_one_account() {
        Person other = people.enrolled();
        save(owner, "required", true, "existingSessions", "clear").statusCode(200);
        save(owner, "required", false).statusCode(200);

        read(other).statusCode(200).header("ETag", "\"0\"").body("required", equalTo(false));
        Api.signIn(owner.email, People.PASSWORD, null).body("purpose", equalTo("two_factor"));
    }

    @Test
    @DisplayName("[LOGS-04] [P16] A change is on the record with who made it, and the old and the new values")
    void a_change_is_on_the_record() {
        Person ada = people.enrolled();
        save(ada, "required", true).statusCode(200);
        save(ada, "required", false, "trustedDevices", Api.body("allowed", true))
                .statusCode(200);

        String details = rows.text(
                "select details::text from audit_event where account_id = ?::uuid"
                        + " and type = 'two_factor_policy_changed' and actor_id = ? order by id desc",
                ada.accountId,
                ada.userId);
        assertThat(JsonPath.from(details).getBoolean("from.required")).isTrue();
        assertThat(JsonPath.from(details).getBoolean("to.required")).isFalse();
        assertThat(JsonPath.from(details).getBoolean("from.trustedDevicesAllowed"))
                .isFalse();
        assertThat(JsonPath.from(details).getBoolean("to.trustedDevicesAllowed"))
                .isTrue();
    }
}
