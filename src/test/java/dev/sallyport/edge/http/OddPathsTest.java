package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Paths and headers that might reach a closed operation in another way. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OddPathsTest {

    @TestHTTPResource
    URL service;

    private static Set<String> tricks(String path) {
        int last = path.lastIndexOf('/');
        Set<String> tricks = new LinkedHashSet<>();
        for (String ending : List.of(
                ";x=1",
                "%3Bx=1",
                "/",
                "//",
                "/.",
                "/%2e",
                "%2F",
                "%5C",
                "%00",
                "%00.js",
                "%20",
                "%0d%0a",
                ".json",
                "/..;/",
                "?x=/q/openapi",
                "?access_token=x",
                "#x",
                ";/q/openapi",
                "%23",
                "%3F")) {
            tricks.add(path + ending);
        }
        tricks.add("/" + path);
        tricks.add("//" + path);
        tricks.add("/." + path);
        tricks.add("/%2e" + path);
        tricks.add("/x/.." + path);
        tricks.add("/x/%2e%2e" + path);
        tricks.add("/x%2f.." + path);
        tricks.add("/q/openapi/../.." + path);
        tricks.add("/q/openapi;/../.." + path);
        tricks.add("/v1/sign-in/../.." + path);
        tricks.add("/.well-known/jwks.json/../.." + path);
        tricks.add(path.substring(0, last) + "//" + path.substring(last + 1));
        tricks.add(path.substring(0, last) + "/./" + path.substring(last + 1));
        tricks.add(path.substring(0, last) + "%2F" + path.substring(last + 1));
        tricks.add(path.substring(0, last) + "%5C" + path.substring(last + 1));
        tricks.add(path.substring(0, last) + "\\" + path.substring(last + 1));
        tricks.add(path.substring(0, last) + ";x=1/" + path.substring(last + 1));
        tricks.add(path.toUpperCase(Locale.ROOT));
        tricks.add("/V1" + path.substring(3));
        tricks.add("/%76%31" + path.substring(3));
        tricks.add("http://localhost" + path);
        tricks.add("http://localhost/.well-known/jwks.json@" + path);
        return tricks;
    }

    @Test
    @DisplayName("[API-02] no spelling of a path reaches a closed operation")
    void tricks_with_the_path() throws IOException {
        RawHttp raw = new RawHttp(service.getPort());
        for (Operation operation : Contract.closed()) {
            for (String trick : tricks(operation.target())) {
                RawHttp.Answer answer =
                        raw.exchange(operation.method(), trick, "Content-Type: application/json", "Content-Length: 0");
                assertThat(answer.status())
                        .as("%s %s", operation.method(), trick)
                        .isBetween(400, 499);
            }
        }
    }

    @Test
    @DisplayName("[API-02] no header turns a request into one for a closed operation")
    void tricks_with_headers() throws IOException {
        RawHttp raw = new RawHttp(service.getPort());
        for (String header : List.of(
                "X-Original-URL: /v1/me",
                "X-Rewrite-URL: /v1/me",
                "X-Forwarded-Prefix: /v1/me",
                "X-Forwarded-User: admin",
                "X-HTTP-Method-Override: POST",
                "X-Forwarded-For: 127.0.0.1")) {
            assertThat(raw.exchange("GET", "/v1/me", header).status())
                    .as(header)
                    .isEqualTo(401);
            assertThat(raw.exchange("GET", "/", header).status()).as(header).isEqualTo(404);
        }
    }
}
