package dev.sallyport.sessions.revocation;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.TestClock;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;

/** Revocations as a backend reads them. */
abstract class ReadRevocations {

    @Inject
    People people;

    @Inject
    TestClock clock;

    static JsonPath read(String after) {
        return Api.asClient()
                .queryParams(Api.body("after", after))
                .get("/v1/revocations")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The cursor behind everything that there is. */
    static String end() {
        JsonPath page = read(null);
        while (!page.getList("items").isEmpty()) {
            page = read(page.getString("next"));
        }
        return page.getString("next");
    }

    static List<String> ids(JsonPath page) {
        return page.getList("items.id", String.class);
    }

    static String sessionOf(String accessToken) {
        return Api.session(accessToken).statusCode(200).extract().path("id");
    }
}
