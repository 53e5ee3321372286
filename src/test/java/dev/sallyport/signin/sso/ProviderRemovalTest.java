package dev.sallyport.signin.sso;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RefusedChanges;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A provider is removed at once, and the links of its users one after the other. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProviderRemovalTest {

    private static final int USERS = ProviderRemovals.FIRST_BATCH + 30;

    private static final String LINKS = "select (select count(*) from sso_identity where provider_id = ?::uuid)"
            + " + (select count(*) from sso_subject where provider_id = ?::uuid)";

    @Inject
    ProviderRemovals removals;

    @Inject
    People people;

    @Inject
    AccountPolicies policies;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @Test
    void what_is_left_of_the_links_of_many_users_goes_later() {
        Person owner = people.signedIn();
        String removed = added(owner, "https://removed.example");
        String kept = added(owner, "https://kept.example");
        rows.change(
                "insert into app_user (id, email, status, created_at) select gen_random_uuid(), 'linked' || n || ?,"
                        + " 'active', now() from generate_series(1, ?) n",
                owner.userId,
                USERS);
        String linked = " from app_user where email like 'linked%' || ?";
        rows.change(
                "insert into membership (user_id, account_id, role, created_at, vouched)"
                        + " select id, ?::uuid, 'member', now(), true" + linked,
                owner.accountId,
                owner.userId);
        link(removed, linked, owner);
        link(kept, linked + " and email like 'linked1%'", owner);

        remove(owner, removed).statusCode(204);

        assertThat(rows.number(LINKS, removed, removed)).isLessThanOrEqualTo(2 * 30);
        refused(remove(owner, removed), 404, "not-found");
        added(owner, "https://removed.example");
        removals.finish();
        assertThat(rows.number(LINKS, removed, removed)).isZero();
        assertThat(rows.number("select count(*) from identity_provider where id = ?::uuid", removed))
                .isZero();
        assertThat(rows.text(
                        "select string_agg(distinct left(email, 7), ' ') || count(*) from membership m"
                                + " join app_user u on u.id = m.user_id where account_id = ?::uuid and vouched",
                        owner.accountId))
                .isEqualTo("linked1"
                        + rows.number("select count(*)" + linked + " and email like 'linked1%'", owner.userId));
    }

    @Test
    void a_user_whose_link_cannot_be_removed_delays_no_other() {
        Person owner = people.signedIn();
        String removed = added(owner, "https://removed.example");
        rows.change(
                "insert into app_user (id, email, status, created_at) select gen_random_uuid(), 'stuck' || n || ?,"
                        + " 'active', now() from generate_series(1, 3) n",
                owner.userId);
        String linked = " from app_user where email like 'stuck%' || ?";
        link(removed, linked, owner);
        String first = rows.text("select min(id::text)" + linked, owner.userId);
        try (RefusedChanges fault =
                RefusedChanges.ofRows("delete", "sso_identity", "old.user_id = '" + first + "'", rows)) {
            remove(owner, removed).statusCode(204);
            removals.finish();
            assertThat(fault.count()).isPositive();
            assertThat(rows.texts("select user_id::text from sso_identity where provider_id = ?::uuid", removed))
                    .containsExactly(first);
        }
        removals.finish();
        assertThat(rows.number("select count(*) from identity_provider where id = ?::uuid", removed))
                .isZero();
    }

    private void link(String provider, String users, Person owner) {
        rows.change(
                "insert into sso_subject (provider_id, subject, user_id) select ?::uuid, id::text, id" + users,
                provider,
                owner.userId);
        rows.change(
                "insert into sso_identity (user_id, provider_id, subject, created_at)"
                        + " select id, ?::uuid, id::text, now()" + users,
                provider,
                owner.userId);
    }

    @Test
    void a_removed_provider_stands_for_nothing_also_while_links_are_left() {
        try (OpenIdProvider provider = new OpenIdProvider()) {
            Person owner = people.enrolled();
            Person ada = people.signedIn(people.memberOf(owner, "member"));
            String id = added(owner, provider.issuer());
            linkHerself(ada, id, provider).statusCode(204);
            policies.require(owner.accountId, clock.instant().minusSeconds(1));
            String refreshToken = signIn(id, provider)
                    .statusCode(200)
                    .body("status", equalTo("signed_in"))
                    .extract()
                    .path("refreshToken");

            // as it is after a kill of the replica that answered the removal
            rows.change("update identity_provider set removed_at = now() where id = ?::uuid", id);

            Api.refresh(refreshToken).statusCode(400).body("error", equalTo("invalid_grant"));
            refused(signIn(id, provider), 401, "invalid-id-token");
            Api.asClient()
                    .get("/v1/accounts/{id}/identity-providers", owner.accountId)
                    .then()
                    .body("items", empty());
            removals.finish();
            assertThat(rows.number(LINKS, id, id)).isZero();
        }
    }

    private String added(Person owner, String issuer) {
        return Api.asClient()
                .body(Api.body("name", "Acme Login", "issuer", issuer, "clientId", OpenIdProvider.CLIENT_ID))
                .post("/v1/accounts/{id}/identity-providers", owner.accountId)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static ValidatableResponse remove(Person owner, String id) {
        return Api.asClient()
                .delete("/v1/accounts/{id}/identity-providers/{provider}", owner.accountId, id)
                .then();
    }

    private ValidatableResponse linkHerself(Person ada, String id, OpenIdProvider provider) {
        return Api.as(ada.accessToken)
                .body(Api.body(
                        "provider",
                        id,
                        "idToken",
                        provider.sign(provider.claims("ada", clock.instant())),
                        "nonce",
                        "n-ada"))
                .post("/v1/me/identities")
                .then();
    }

    private ValidatableResponse signIn(String id, OpenIdProvider provider) {
        return ProviderSignIns.signIn(id, provider.sign(provider.claims("ada", clock.instant())), "n-ada");
    }
}
