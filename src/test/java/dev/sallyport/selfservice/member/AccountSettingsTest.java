package dev.sallyport.selfservice.member;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountSettingsTest {

    @Inject
    People people;

    @Inject
    Rows rows;

    private static ValidatableResponse rename(RequestSpecification caller, String account, String name) {
        return caller.body(Api.body("name", name))
                .patch("/v1/accounts/{id}", account)
                .then();
    }

    @Test
    @DisplayName("[ADMN-02] an owner, an admin or a backend renames an account")
    void renaming() {
        Person owner = people.enrolled();
        Person admin = people.signedIn(people.memberOf(owner, "admin"));

        rename(Api.as(owner.accessToken), owner.accountId, "Acme Labs")
                .statusCode(200)
                .body("id", equalTo(owner.accountId))
                .body("name", equalTo("Acme Labs"));
        rename(Api.as(admin.accessToken), owner.accountId, "Acme Works").statusCode(200);
        rename(Api.asClient(), owner.accountId, "Acme Tools").statusCode(200);

        Api.as(owner.accessToken).get("/v1/me").then().body("accounts[0].name", equalTo("Acme Tools"));
        assertThat(rows.number(
                        "select count(*) from audit_event where account_id = ?::uuid and type = 'account_renamed'",
                        owner.accountId))
                .isEqualTo(3);
    }

    @Test
    void others_cannot_rename_it() {
        Person owner = people.newcomer();
        Person member = people.signedIn(people.memberOf(owner, "member"));
        Person stranger = people.signedIn();

        refused(rename(Api.as(member.accessToken), owner.accountId, "Mine"), 403, "forbidden");
        refused(rename(Api.as(stranger.accessToken), owner.accountId, "Mine"), 404, "not-found");
        refused(rename(Api.asClient(), member.userId, "Mine"), 404, "not-found");
    }

    @Test
    void a_name_follows_the_rules_for_names_and_an_empty_change_changes_nothing() {
        Person owner = people.enrolled();

        refused(rename(Api.as(owner.accessToken), owner.accountId, "Visit evil.example"), 400, "invalid-request");
        rename(Api.as(owner.accessToken), owner.accountId, null).statusCode(200).body("name", equalTo("Acme"));
        rename(Api.as(owner.accessToken), owner.accountId, "Acme").statusCode(200);
        assertThat(rows.number(
                        "select count(*) from audit_event where account_id = ?::uuid and type = 'account_renamed'",
                        owner.accountId))
                .isZero();
    }
}
