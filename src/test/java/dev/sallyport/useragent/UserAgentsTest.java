package dev.sallyport.useragent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UserAgentsTest {

    private static final String CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0";
    private static final String SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
    private static final String IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) " + SAFARI;

    private static String inWords(String userAgent) {
        Browser browser = UserAgents.read(userAgent);
        return Stream.of(browser.nameAndVersion(), browser.os())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" on "));
    }

    private static void assertRead(String userAgent, String words) {
        assertThat(inWords(userAgent)).as(userAgent).isEqualTo(words);
    }

    @Test
    void browsers_on_a_desk_have_the_names_that_people_know() {
        assertRead(Api.BROWSER, "Chrome 140 on Windows");
        assertRead("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) " + CHROME + " Safari/537.36", "Chrome 140 on ChromeOS");
        assertRead(
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) " + SAFARI + " Version/17.4 Safari/605.1.15",
                "Safari 17 on macOS");
        assertRead(
                "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox 140 on Ubuntu");
        assertRead("Mozilla/5.0 (X11; Linux x86_64) " + CHROME + " Safari/537.36 Edg/140.0.0.0", "Edge 140 on Linux");
        assertRead(
                "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
                "Internet Explorer 11 on Windows");
    }

    @Test
    void browsers_in_a_pocket_have_the_same_names() {
        assertRead(IPHONE + " Version/17.4 Mobile/15E148 Safari/604.1", "Safari 17 on iOS");
        assertRead(IPHONE + " CriOS/140.0.7000.1 Mobile/15E148 Safari/604.1", "Chrome 140 on iOS");
        assertRead(IPHONE + " FxiOS/140.0 Mobile/15E148 Safari/605.1.15", "Firefox 140 on iOS");
        assertRead(IPHONE + " Mobile/15E148", "Safari on iOS");
        assertRead("Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox 140 on Android");
        assertRead("Mozilla/5.0 (Linux; Android 10; K) " + CHROME + " Mobile Safari/537.36", "Chrome 140 on Android");
        assertRead(
                "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0"
                        + " Chrome/121.0.0.0 Mobile Safari/537.36",
                "Samsung Internet 25 on Android");
    }

    @ParameterizedTest
    @CsvSource({
        "curl/8.5.0, curl 8",
        "okhttp/4.9.0, okhttp 4",
        "Apache-HttpClient/4.5 (Java/17), Apache-HttpClient 4",
        "Acme-Desk_App/3.2 (build 7), Acme-Desk_App 3",
        "acme/12, acme 12"
    })
    void programs_have_the_name_that_they_give_themselves(String userAgent, String words) {
        assertRead(userAgent, words);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "   ", "Mozilla/5.0", "node", "42", "/", "<script>alert(1)</script>", "a b/1"})
    void what_is_not_known_is_left_out(String userAgent) {
        assertThat(UserAgents.read(userAgent)).isEqualTo(Browser.UNKNOWN);
        assertRead(userAgent, "");
    }

    @Test
    void a_name_carries_neither_link_nor_markup() {
        for (String stranger : List.of(
                "http://evil.test/3 CFNetwork/1410.0.3 Darwin/22.6.0",
                "www.evil.test/3 CFNetwork/1410.0.3 Darwin/22.6.0",
                "<b>{7*7}</b>/3 CFNetwork/1410.0.3 Darwin/22.6.0",
                "x".repeat(100) + "/3 CFNetwork/1410.0.3 Darwin/22.6.0")) {
            Browser browser = UserAgents.read(stranger);
            assertThat(browser.os()).isEqualTo("iOS");
            assertThat(inWords(stranger)).doesNotContainPattern("[^A-Za-z0-9 ]").hasSizeLessThan(60);
        }
    }

    @Test
    void a_long_header_is_read_as_far_as_it_is_kept() {
        String kept = Api.BROWSER + " " + "x".repeat(200 - Api.BROWSER.length() - 1);
        assertThat(UserAgents.read(kept + " Edg/140.0.0.0")).isEqualTo(UserAgents.read(kept));
        assertRead(kept + " ".repeat(100_000), "Chrome 140 on Windows");
    }

    @Test
    void no_text_keeps_the_rules_busy() {
        UserAgents.read(Api.BROWSER);
        Random random = new Random(4);
        String[] pieces = (Api.BROWSER + " " + IPHONE + " CFNetwork/1 Darwin/1 bot/1 (compatible; MSIE 1.1; )")
                .split("(?<=[ /;(])");
        for (int round = 0; round < 500; round++) {
            String piece = pieces[random.nextInt(pieces.length)];
            String text = (pieces[random.nextInt(pieces.length)] + piece.repeat(200)).substring(0, 200);
            long start = System.nanoTime();
            UserAgents.read(text);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(text).isLessThan(Duration.ofSeconds(1));
        }
    }
}
