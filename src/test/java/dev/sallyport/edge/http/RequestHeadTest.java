package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpVersion;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RequestHeadTest {

    private static final List<String> NONE = List.of();
    private static final List<String> LOCAL = List.of("localhost");

    private static RequestHead of(HttpVersion version, String target, List<String> hosts) {
        return new RequestHead(version, false, target, hosts, NONE, NONE, true);
    }

    private static RequestHead framed(HttpVersion version, List<String> lengths, List<String> encodings) {
        return new RequestHead(version, false, "/", LOCAL, lengths, encodings, true);
    }

    private static void assertClear(RequestHead head) {
        assertThat(head.fault()).as("%s", head).isEmpty();
    }

    private static void assertRefused(RequestHead head) {
        assertThat(head.fault()).as("%s", head).isPresent();
    }

    @ParameterizedTest(name = "[API-07] Host: {0}")
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LOCALHOST",
                "a_b.example.org",
                "xn--strae-oqa.example",
                "127.0.0.1:1",
                "[::1]",
                "[2001:db8::1]:65535",
                "example.org.",
                "localhost:"
            })
    void hosts(String host) {
        assertClear(of(HttpVersion.HTTP_1_1, "/", List.of(host)));
    }

    @ParameterizedTest(name = "[API-07] Host: ''{0}'' is none")
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a,b",
                "a, b",
                "a/b",
                "a?b",
                "a#b",
                "user@a",
                "a\\b",
                "a:b",
                "a:1:2",
                "a:65536",
                "a:-1",
                "[::1",
                "::1",
                "[::1]x",
                "[x]",
                "<a>",
                "a\u0000",
                "a\tb",
                "\u00e4",
                "%61",
                "http://a",
                ":80"
            })
    void broken_hosts(String host) {
        for (HttpVersion version : HttpVersion.values()) {
            assertRefused(of(version, "/", List.of(host)));
        }
    }

    @Test
    @DisplayName("[API-07] one Host and no more, which HTTP/1.0 may leave out")
    void one_host() {
        assertRefused(of(HttpVersion.HTTP_1_1, "/", NONE));
        assertRefused(of(HttpVersion.HTTP_2, "/", NONE));
        assertClear(of(HttpVersion.HTTP_1_0, "/", NONE));
        for (List<String> hosts : List.of(List.of("a", "b"), List.of("a", "a"))) {
            assertRefused(of(HttpVersion.HTTP_1_1, "/", hosts));
            assertRefused(of(HttpVersion.HTTP_1_0, "/", hosts));
        }
    }

    @Test
    @DisplayName("[API-07] the two names of a host in HTTP/2 are one")
    void authority() {
        assertClear(of(HttpVersion.HTTP_2, "/", List.of("a:80", "A:80")));
        assertRefused(of(HttpVersion.HTTP_2, "/", List.of("a:80", "b:80")));
        assertRefused(of(HttpVersion.HTTP_2, "/", List.of("a", "a:80")));
    }

    @Test
    @DisplayName("[API-07] a target is a path, an address at the same host, or an asterisk for OPTIONS")
    void targets() {
        for (String target :
                List.of("/", "//", "/a?b", "http://localhost", "HTTPS://LOCALHOST/a", "http://localhost?a")) {
            assertClear(of(HttpVersion.HTTP_1_1, target, LOCAL));
        }
        for (String target : List.of(
                "",
                "a",
                "*",
                "http://other/",
                "http://localhost:1/",
                "http://u@localhost/",
                "http:///",
                "http://",
                "ftp://localhost/",
                "localhost:80",
                "?a",
                "http://localhost@other/",
                "http://localhost\\@other/")) {
            assertRefused(of(HttpVersion.HTTP_1_1, target, LOCAL));
        }
        assertRefused(of(HttpVersion.HTTP_1_0, "http://localhost/", NONE));
        assertClear(new RequestHead(HttpVersion.HTTP_1_1, true, "*", LOCAL, NONE, NONE, true));
    }

    @Test
    @DisplayName("[API-07] a header field is one line")
    void fields() {
        assertThat(RequestHead.isLine("x-a", "b c\td \u00e4")).isTrue();
        assertThat(RequestHead.isLine(":path", "/")).isTrue();
        for (String value : List.of("a\r\nb: c", "a\nb", "a\rb", "a\u0000", "\n")) {
            assertThat(RequestHead.isLine("x-a", value)).isFalse();
        }
        for (String name : List.of("", "a b", "a:", "a\r\nb", "a\u0000", "\u00e4", "a(b)")) {
            assertThat(RequestHead.isLine(name, "b")).isFalse();
        }
        assertRefused(new RequestHead(HttpVersion.HTTP_2, false, "/", LOCAL, NONE, NONE, false));
    }

    @Test
    @DisplayName("[API-07] a length is given once and in digits")
    void lengths() {
        assertClear(framed(HttpVersion.HTTP_1_1, NONE, NONE));
        assertClear(framed(HttpVersion.HTTP_1_1, List.of("0"), NONE));
        assertClear(framed(HttpVersion.HTTP_1_0, List.of("17"), NONE));
        for (String length : List.of("", " ", "+1", "-1", "1,1", "1, 1", "1 ", "0x1", "1e1", "\u0661", "a")) {
            assertRefused(framed(HttpVersion.HTTP_1_1, List.of(length), NONE));
        }
        assertRefused(framed(HttpVersion.HTTP_1_1, List.of("1", "1"), NONE));
        assertRefused(framed(HttpVersion.HTTP_1_1, List.of("1", "2"), NONE));
    }

    @Test
    @DisplayName("[API-07] the one coding is chunked, in HTTP/1.1 only, and never with a length")
    void codings() {
        assertClear(framed(HttpVersion.HTTP_1_1, NONE, List.of("chunked")));
        assertClear(framed(HttpVersion.HTTP_1_1, NONE, List.of("Chunked")));
        for (String coding : List.of(
                "xchunked",
                "identity",
                "gzip",
                "gzip, chunked",
                "chunked, gzip",
                "chunked, chunked",
                "chunked,",
                ",chunked",
                "chunked;a=b",
                "\"chunked\"",
                " chunked",
                "chunked\u000b",
                "",
                "cow")) {
            assertRefused(framed(HttpVersion.HTTP_1_1, NONE, List.of(coding)));
            assertRefused(framed(HttpVersion.HTTP_1_1, List.of("2"), List.of(coding)));
        }
        assertRefused(framed(HttpVersion.HTTP_1_1, List.of("2"), List.of("chunked")));
        assertRefused(framed(HttpVersion.HTTP_1_1, NONE, List.of("chunked", "chunked")));
        assertRefused(framed(HttpVersion.HTTP_1_0, NONE, List.of("chunked")));
        assertRefused(framed(HttpVersion.HTTP_2, NONE, List.of("chunked")));
    }
}
