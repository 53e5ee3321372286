package dev.sallyport.edge.webui;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.base.cookie.TokenCookie;
import dev.sallyport.mailing.brand.Brand;
import dev.sallyport.testing.Ceremonies;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UiPagesTest {

    /** The pages are no part of the contract, which every other answer is compared with. */
    private static RequestSpecification page() {
        return given().noFilters().urlEncodingEnabled(false).redirects().follow(false);
    }

    @Test
    @DisplayName("[UI-01] the first page is served with a policy that runs nothing but files of the service")
    void the_first_page() {
        Response first = page().get("/ui/");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.contentType()).isEqualTo("text/html;charset=UTF-8");
        assertThat(first.asString()).contains("<script type=\"module\" src=\"main.js\">");
        assertThat(directives(first))
                .containsEntry("default-src", "'none'")
                .containsEntry("script-src", "'self'")
                .containsEntry("style-src", "'self'")
                .containsEntry("connect-src", "'self'")
                .containsEntry("img-src", "'self' data:")
                .containsEntry("form-action", "'self'")
                .containsEntry("frame-ancestors", "'none'")
                .containsEntry("base-uri", "'none'")
                .containsEntry("require-trusted-types-for", "'script'")
                .containsEntry("trusted-types", "'none'");
        assertThat(first.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(first.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(first.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    }

    private static Map<String, String> directives(Response answer) {
        assertThat(answer.headers().getValues("Content-Security-Policy")).hasSize(1);
        return Arrays.stream(answer.header("Content-Security-Policy").split("; "))
                .collect(Collectors.toMap(one -> one.split(" ", 2)[0], one -> one.split(" ", 2)[1]));
    }

    @Test
    void the_address_without_a_slash_leads_to_the_first_page() {
        page().get("/ui").then().statusCode(308).header("Location", equalTo("/ui/"));
    }

    @ParameterizedTest
    @CsvSource({
        "main.js, text/javascript;charset=UTF-8",
        "theme.js, text/javascript;charset=UTF-8",
        "client/sallyport.js, text/javascript;charset=UTF-8",
        "css/tokens.css, text/css;charset=UTF-8",
        "i18n/ja/common.json, application/json",
        "img/icon.svg, image/svg+xml",
        "facts.json, application/json",
    })
    void each_kind_of_file_has_its_media_type(String file, String type) {
        page().get("/ui/" + file).then().statusCode(200).header("Content-Type", equalTo(type));
    }

    @Test
    @DisplayName("[UI-01] a browser asks whether a file has changed, and does not load it twice")
    void files_are_asked_for_by_their_tag() throws Exception {
        HttpResponse<byte[]> plain = file("Accept-Encoding", "identity");
        HttpResponse<byte[]> compressed = file("Accept-Encoding", "gzip, br");
        String tag = header(plain, "ETag");

        assertThat(header(plain, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(plain, "Vary")).containsIgnoringCase("Accept-Encoding");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(compressed, "ETag")).isNotEqualTo(tag);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(file("If-None-Match", tag)).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
        });
        assertThat(file("If-None-Match", "\"another\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "Accept-Encoding: {0}")
    @CsvSource(
            delimiter = '|',
            value = {"gzip;q=0 | false", "br, gzip;q=0.0 | false", "x-gzip | false", "GZIP;q=0.1 | true"})
    void a_browser_that_refuses_a_coding_does_not_get_it(String asked, boolean isCompressed) throws Exception {
        assertThat(file("Accept-Encoding", asked)
                        .headers()
                        .firstValue("Content-Encoding")
                        .isPresent())
                .isEqualTo(isCompressed);
    }

    /** Asked for by a client that adds no header of its own. */
    private static HttpResponse<byte[]> file(String header, String value) throws Exception {
        URI address = URI.create("http://localhost:" + RestAssured.port + "/ui/main.js");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).header(header, value).build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }

    @Test
    void a_head_request_gets_the_headers_and_no_body() throws Exception {
        Response head = page().head("/ui/main.js");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.asString()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo(header(file("Accept-Encoding", "gzip"), "Content-Length"));
    }

    @ParameterizedTest(name = "[UI-01] /ui/{0} is unknown")
    @ValueSource(
            strings = {
                "nothing.js",
                "lib",
                "lib/",
                "client/README.md",
                "../application.properties",
                "..%2Fapplication.properties",
                "lib/..%2f..%2Fapplication.properties",
                "main.js/",
                "MAIN.JS",
            })
    void nothing_but_the_files_of_the_pages_is_there(String name) {
        Ceremonies.refused(page().get("/ui/" + name).then(), 404, "no-such-path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui/", "/ui", "/ui/main.js", "/ui/facts.json"})
    void the_pages_are_only_read(String path) {
        Ceremonies.refused(page().post(path).then().header("Allow", equalTo("GET, HEAD")), 405, "method-not-allowed");
    }

    @Test
    void a_path_that_only_begins_alike_is_unknown() {
        Ceremonies.refused(page().get("/uix").then(), 404, "no-such-path");
    }

    @Test
    void the_first_page_learns_that_there_is_no_sign_up_here() {
        page().get("/ui/facts.json").then().body("signUp", equalTo(false)).body("mailsOnConsole", equalTo(false));
    }

    @Test
    @DisplayName("[UI-01] the pages learn whether the browser has the cookie of a session, which no script sees")
    void a_cookie_may_be_a_session() {
        String other = TokenCookie.DEVICE.cookieName() + "=sp_dt_x";
        String session = other + "; " + TokenCookie.REFRESH.cookieName() + "=sp_rt_x";

        Response without = page().header("Cookie", other).get("/ui/facts.json");
        without.then()
                .statusCode(200)
                .header("Cache-Control", equalTo("private, no-cache"))
                .header("Vary", containsString("Cookie"))
                .body("session", equalTo(false));
        page().header("Cookie", session)
                .header("If-None-Match", without.header("ETag"))
                .get("/ui/facts.json")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("private, no-cache"))
                .header("Vary", containsString("Cookie"))
                .body("session", equalTo(true));
        Ceremonies.refused(page().get("/ui/facts-with-session.json").then(), 404, "no-such-path");
    }

    @Test
    @DisplayName("[UI-01] [N6] the pages load logos from the origins that the operator names, and from no other")
    void logos() {
        assertThat(UiRoutes.policy(List.of())).contains("img-src 'self' data:; ");
        assertThat(UiRoutes.policy(List.of("https://cdn.example", "https://b.example:8443")))
                .contains("img-src 'self' data: https://cdn.example https://b.example:8443; ")
                .contains("script-src 'self'; style-src 'self'; ");
        page().get("/ui/facts.json").then().body("logoOrigins", empty()).body("brand", anEmptyMap());
    }

    @Test
    @DisplayName("[N6] the pages before the sign-in have the brand of the service, and nothing of its sender")
    void the_brand_of_the_service() {
        Brand brand = new Brand("Acme", "#7a1fa2", null, "Main Street", null, "Acme Mails", "login@acme.test");
        assertThat(UiRoutes.shown(brand).getMap())
                .isEqualTo(Map.of("name", "Acme", "color", "#7a1fa2", "footer", "Main Street"));
    }
}
