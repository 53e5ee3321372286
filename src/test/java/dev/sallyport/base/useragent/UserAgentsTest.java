package dev.sallyport.base.useragent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UserAgentsTest {

    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

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

    @Test
    void a_web_view_without_a_browsers_name_is_no_mail_program() {
        assertRead("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) " + SAFARI, "Safari on macOS");
        assertRead("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) " + SAFARI + " MyShop/3.1", "Safari on macOS");
        assertRead("Mozilla/5.0 (X11; Linux x86_64) " + SAFARI, "Safari on Linux");
        assertRead(IPHONE + " Mobile/15E148 MyShop/5.2", "Safari on iOS");
        assertRead(IPHONE + " Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI", "Safari on iOS");
        assertRead(IPHONE + " Mobile/15E148 [LinkedInApp]/9.29.7586", "Safari on iOS");
        assertRead(
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) " + SAFARI + " Mail/3774.600.62",
                "Apple Mail 605 on macOS");
    }

    @ParameterizedTest
    @MethodSource("inApps")
    void an_app_that_shows_pages_is_named_and_is_no_browser(String userAgent, String words) {
        assertRead(userAgent, words);
        assertThat(UserAgents.read(userAgent).isWebBrowser()).as(userAgent).isFalse();
    }

    static Stream<Arguments> inApps() {
        String view = "Mozilla/5.0 (Linux; Android 13; SM-S911B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0"
                + " Chrome/125.0.6422.53 Mobile Safari/537.36";
        String phone = IPHONE + " Mobile/15E148";
        return Stream.of(
                Arguments.of(phone + " Instagram 331.0.3.29.81 (iPhone14,5; iOS 17_5; en_US)", "Instagram 331 on iOS"),
                Arguments.of(view + " Instagram 331.0.0.37.90 Android (33/13)", "Instagram 331 on Android"),
                Arguments.of(phone + " [FBAN/FBIOS;FBAV/465.0.0.41.96;FBBV/602060281]", "Facebook 465 on iOS"),
                Arguments.of(view + " [FB_IAB/FB4A;FBAV/465.0.0.41.96;]", "Facebook 465 on Android"),
                Arguments.of(phone + " [FBAN/MessengerForiOS;FBAV/460.0.0.31.103]", "Facebook Messenger 460 on iOS"),
                Arguments.of(phone + " Safari Line/14.8.0", "LINE 14 on iOS"),
                Arguments.of(view + " Line/14.8.0/IAB", "LINE 14 on Android"),
                Arguments.of(IPHONE + " GSA/317.0.634488990 Mobile/15E148 Safari/604.1", "Google 317 on iOS"),
                Arguments.of(view + " GSA/15.20.33.29.arm64", "Google 15 on Android"),
                Arguments.of(phone + " Snapchat/12.89.0.43 (like Safari/8618.2.12.10.7, panda)", "Snapchat 12 on iOS"),
                Arguments.of(phone + " [Pinterest/iOS]", "Pinterest on iOS"),
                Arguments.of(view, "Android WebView 125 on Android"),
                Arguments.of(view + " trill_340903 JsSdk/1.0 NetType/WIFI", "Android WebView 125 on Android"),
                Arguments.of(
                        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) myapp/1.2.3"
                                + " Chrome/124.0.6367.118 Electron/30.0.3 Safari/537.36",
                        "Electron 30 on Windows"),
                Arguments.of(
                        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)"
                                + " Slack/4.38.125 Chrome/124.0.6367.118 Electron/30.0.3 Safari/537.36 Slack_SSB/4.38.125",
                        "Slack Desktop Client 4 on macOS"),
                Arguments.of("MyShop/42 CFNetwork/1494.0.7 Darwin/23.4.0", "MyShop 42 on iOS"),
                Arguments.of("Dart/3.4 (dart:io)", "Dart 3"));
    }

    @Test
    void browsers_are_browsers_wherever_they_run() {
        String desk = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " + CHROME + " Safari/537.36";
        for (String userAgent : List.of(
                Api.BROWSER,
                desk + " OPR/110.0.0.0",
                desk + " Edg/140.0.0.0",
                desk.replace(" Safari", " YaBrowser/24.6.0 Safari"),
                desk.replace(" Safari", " Whale/3.26.244.14 Safari"),
                IPHONE + " Version/17.4 Mobile/15E148 Safari/604.1",
                IPHONE + " CriOS/140.0.7000.1 Mobile/15E148 Safari/604.1",
                IPHONE + " FxiOS/140.0 Mobile/15E148 Safari/605.1.15",
                "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
                "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0")) {
            assertThat(UserAgents.read(userAgent).isWebBrowser()).as(userAgent).isTrue();
        }
        assertThat(Browser.UNKNOWN.isWebBrowser()).isFalse();
    }

    @Test
    void a_name_is_shown_with_what_is_known_of_its_version() {
        assertThat(new Browser("Chrome", "140", "Windows").nameAndVersion()).isEqualTo("Chrome 140");
        assertThat(new Browser("Chrome", null, "Windows").nameAndVersion()).isEqualTo("Chrome");
        assertThat(new Browser(null, "140", "Windows").nameAndVersion()).isNull();
    }

    @Test
    void a_name_of_forty_characters_is_whole_and_a_longer_one_is_cut() {
        String name = "x".repeat(40);
        assertThat(UserAgents.read(name + "/3 CFNetwork/1410.0.3 Darwin/22.6.0").name())
                .isEqualTo(name);
        assertThat(UserAgents.read(name + "y/3 CFNetwork/1410.0.3 Darwin/22.6.0")
                        .name())
                .isEqualTo(name);
        assertThat(UserAgents.read("Acme_App-Desk/7").name()).isEqualTo("Acme_App-Desk");
        assertThat(UserAgents.read("curl/8.5.0 (x86_64-pc-linux-gnu) libcurl/8.5.0")
                        .name())
                .isEqualTo("curl");
    }

    @Test
    void a_header_of_two_hundred_characters_is_read_whole() {
        String app = " Electron/30.0.3";
        String text = Api.BROWSER + " " + "x".repeat(200 - Api.BROWSER.length() - 1 - app.length()) + app;
        assertThat(text).hasSize(200);
        assertRead(text, "Electron 30 on Windows");
        assertRead("x" + text, "Chrome 140 on Windows");
    }

    @Test
    void what_is_read_again_and_again_is_remembered_and_a_flood_of_others_is_not() {
        String first = "Remembered/1";
        Browser once = UserAgents.read(first);
        for (int other = 0; other < 3000; other++) {
            UserAgents.read("Other-" + other + "/1");
            if (other % 100 == 0) {
                assertThat(UserAgents.read(first)).isSameAs(once);
            }
        }
        assertThat(UserAgents.remembered()).isBetween(900L, 1000L);
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
            long start = THREAD.getCurrentThreadCpuTime(); // a busy machine may take its time
            UserAgents.read(text);
            assertThat(Duration.ofNanos(THREAD.getCurrentThreadCpuTime() - start))
                    .as(text)
                    .isLessThan(Duration.ofSeconds(1));
        }
    }
}
