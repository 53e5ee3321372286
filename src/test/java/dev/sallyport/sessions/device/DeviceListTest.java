package dev.sallyport.sessions.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Browsers;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeviceListTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows database;

    private static ValidatableResponse devicesOf(Person person) {
        return Api.as(person.accessToken).get("/v1/me/devices").then().statusCode(200);
    }

    private static String onlyDeviceOf(Person person) {
        return devicesOf(person).body("items", hasSize(1)).extract().path("items[0].id");
    }

    private static ValidatableResponse delete(Person person, String path) {
        return Api.as(person.accessToken).delete(path).then();
    }

    private static void assertNew(Person person) {
        Api.signIn(person.email, People.PASSWORD, person.deviceToken)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
    }

    /** More devices like the one that a person has, made without a mail each. */
    private void addDevices(Person person, int count) {
        database.change(
                "insert into trusted_device (id, user_id, epoch, created_at, last_seen_at, expires_at)"
                        + " select gen_random_uuid(), user_id, epoch, created_at + n * interval '1 second',"
                        + " last_seen_at, expires_at from trusted_device, generate_series(1, ?) n"
                        + " where user_id = ?::uuid",
                count,
                person.userId);
    }

    @Test
    @DisplayName(
            "[DEVC-04] [D10] the list says what each device is, when and where it was last used, and which is this one")
    void the_list() {
        Person ada = people.signedIn();
        clock.advance(Duration.ofMinutes(3));
        String challenge = Browsers.signIn(Browsers.PHONE, ada, null).extract().path("challengeToken");
        Browsers.verify(Browsers.PHONE, challenge, "email_code", mailbox.awaitCode(ada.email, 2))
                .statusCode(200);
        devicesOf(ada)
                .body("items.browser", contains("Safari 17", "Chrome 140"))
                .body("items.os", contains("iOS", "Windows"))
                .body("items.current", contains(false, true))
                .body("items[0].createdAt", equalTo(clock.instant().toString()))
                .body("items[0].lastSeenAt", equalTo(clock.instant().toString()))
                .body(
                        "items[0].expiresAt",
                        equalTo(clock.instant().plus(Duration.ofDays(30)).toString()))
                .body("items[0].ip", equalTo("127.0.0.1"))
                .body("items[0].name", nullValue());
        clock.advance(Duration.ofMinutes(1));
        JsonPath again = Api.signIn(ada.email, People.PASSWORD, ada.deviceToken)
                .statusCode(200)
                .extract()
                .jsonPath();
        Api.as(again.getString("accessToken"))
                .get("/v1/me/devices")
                .then()
                .body("items[1].lastSeenAt", equalTo(clock.instant().toString()))
                .body("items.current", contains(false, true));
        String tag = ada.deviceToken.substring(ada.deviceToken.lastIndexOf('.') + 1);
        assertThat(devicesOf(ada).extract().asString()).doesNotContain("sp_dt_", tag.substring(6));
    }

    @Test
    @DisplayName("[D10] the list comes in pages, and refuses what it does not know")
    void the_list_comes_in_pages() {
        Person ada = people.signedIn();
        addDevices(ada, 2);
        List<String> all = devicesOf(ada).body("next", nullValue()).extract().path("items.id");
        List<String> paged = new ArrayList<>();
        String after = "";
        while (after != null) {
            ValidatableResponse page = Api.as(ada.accessToken)
                    .get("/v1/me/devices?limit=1" + after)
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(1));
            paged.add(page.extract().path("items[0].id"));
            String next = page.extract().path("next");
            after = next == null ? null : "&after=" + next;
        }
        assertThat(paged).hasSize(3).isEqualTo(all);
        for (String query : List.of("limit=0", "limit=101", "limit=x", "after=x", "page=2")) {
            Ceremonies.refused(
                    Api.as(ada.accessToken).get("/v1/me/devices?" + query).then(), 400, "invalid-request");
        }
    }

    @Test
    @DisplayName("[D10] a device can be given a name, which is text that people can read")
    void rename() {
        Person ada = people.signedIn();
        String device = onlyDeviceOf(ada);
        Api.as(ada.accessToken)
                .body(Api.body("name", "  Ada's laptop "))
                .patch("/v1/me/devices/{id}", device)
                .then()
                .statusCode(200)
                .body("id", equalTo(device))
                .body("name", equalTo("Ada's laptop"));
        devicesOf(ada).body("items[0].name", equalTo("Ada's laptop"));
        for (String name : List.of("", " ", "x".repeat(101), "turned \u202e round")) {
            Api.as(ada.accessToken)
                    .body(Api.body("name", name))
                    .patch("/v1/me/devices/{id}", device)
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    @DisplayName("[DEVC-04] [D10] a revoked device is asked for a code at once; its session continues")
    void revoke_one() {
        Person ada = people.signedIn();
        String device = onlyDeviceOf(ada);
        delete(ada, "/v1/me/devices/" + device).statusCode(204);
        devicesOf(ada).body("items", hasSize(0));
        assertNew(ada);
        delete(ada, "/v1/me/devices/" + device).statusCode(404);
        Api.as(ada.accessToken)
                .body(Api.body("name", "gone"))
                .patch("/v1/me/devices/{id}", device)
                .then()
                .statusCode(404);
        assertThat(database.list(
                        "select actor_kind, details ->> 'device' as device from audit_event"
                                + " where type = 'device_revoked' and user_id = ?::uuid",
                        ada.userId))
                .containsExactly(Map.of("actor_kind", "user", "device", device));
    }

    @Test
    @DisplayName("[D10] all devices can be revoked at once")
    void revoke_all() {
        Person ada = people.signedIn();
        addDevices(ada, 3);
        devicesOf(ada).body("items", hasSize(4));
        delete(ada, "/v1/me/devices").statusCode(204);
        delete(ada, "/v1/me/devices").statusCode(204);
        devicesOf(ada).body("items", hasSize(0));
        assertNew(ada);
    }

    @Test
    @DisplayName("[DEVC-04] another user's device is not found, and stays")
    void a_foreign_device_is_not_found() {
        Person ada = people.signedIn();
        Person bob = people.signedIn();
        String device = onlyDeviceOf(bob);
        delete(ada, "/v1/me/devices/" + device)
                .statusCode(404)
                .body("type", equalTo("urn:sallyport:problem:not-found"));
        Api.as(ada.accessToken)
                .body(Api.body("name", "mine"))
                .patch("/v1/me/devices/{id}", device)
                .then()
                .statusCode(404);
        delete(ada, "/v1/me/devices").statusCode(204);
        devicesOf(bob).body("items.id", contains(device)).body("items[0].name", nullValue());
    }

    @Test
    @DisplayName("[D18] [DEVC-04] a user has at most 20 devices: the oldest goes")
    void at_most_twenty() {
        Person ada = people.signedIn();
        addDevices(ada, 19);
        clock.advance(Duration.ofMinutes(1));
        String challenge = people.challengeFor(ada);
        Api.verify(challenge, "email_code", mailbox.awaitCode(ada.email, 2)).statusCode(200);
        devicesOf(ada).body("items", hasSize(20)).body("items.current", hasSize(20));
        assertNew(ada);
    }

    @Test
    @DisplayName("[D10] a device that is no longer recognized is not listed")
    void the_list_is_of_live_devices() {
        Person ada = people.signedIn();
        clock.advance(Duration.ofDays(30));
        String challenge = people.challengeFor(ada);
        ada.accessToken = Api.verify(challenge, "email_code", mailbox.awaitCode(ada.email, 2))
                .statusCode(200)
                .extract()
                .path("accessToken");
        devicesOf(ada).body("items", hasSize(1)).body("items.current", contains(true));
    }
}
