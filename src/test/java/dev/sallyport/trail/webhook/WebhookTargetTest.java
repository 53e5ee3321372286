package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhookTargetTest {

    private static final CallableAddresses PUBLIC = new CallableAddresses(List.of());

    private static List<InetAddress> addresses(String... texts) {
        try {
            List<InetAddress> all = new java.util.ArrayList<>();
            for (String text : texts) {
                all.add(InetAddress.getByName(text));
            }
            return all;
        } catch (UnknownHostException none) {
            throw new IllegalArgumentException(none);
        }
    }

    private static WebhookTarget.UrlVerdict validate(String url, String... answer) {
        return WebhookTarget.validate(url, false, host -> addresses(answer), PUBLIC);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://shop.example.org/a             | must begin with https://
            ftp://shop.example.org/a              | must begin with https://
            file:///etc/passwd                    | must begin with https://
            shop.example.org                      | must begin with https://
            https:///a                            | must name a host
            https://shop_under.example.org:0/     | must name a host
            https://shop.example.org:70000/       | must name a host
            https://ada:secret@shop.example.org/  | must have neither a user nor a fragment
            https://shop.example.org/#a           | must have neither a user nor a fragment
            https://shop .example.org/            | is no URL
            """)
    @DisplayName("[HOOK-04] only an https URL of a host is a target")
    void forms(String url, String fault) {
        assertThat(validate(url, "8.8.8.8").target()).isEmpty();
        assertThat(validate(url, "8.8.8.8").fault()).hasToString(fault);
    }

    @Test
    @DisplayName("[HOOK-04] a host without an address, and one of whose addresses any is not public, is refused")
    void hosts() {
        assertThat(validate("https://shop.example.org/").fault())
                .hasToString("leads to no address, or to one that is not public");
        assertThat(validate("https://shop.example.org/", "8.8.8.8", "127.0.0.1").fault())
                .hasToString("leads to no address, or to one that is not public");
        assertThat(validate("https://[::1]/", "::1").fault())
                .hasToString("leads to no address, or to one that is not public");
        assertThat(WebhookTarget.validate("http://shop.example.org/", true, host -> addresses("8.8.8.8"), PUBLIC)
                        .target())
                .isPresent();
    }

    @Test
    @DisplayName("[HOOK-04] the name server is asked once: what it answers to a second question is not used")
    void a_name_server_that_changes_its_answer() {
        Deque<String> answers = new ArrayDeque<>(List.of("8.8.8.8", "127.0.0.1"));
        WebhookTarget target = WebhookTarget.validate(
                        "https://rebind.example.org:8443/a/b?c=d",
                        false,
                        host -> addresses(answers.removeFirst()),
                        PUBLIC)
                .target()
                .orElseThrow();
        assertThat(answers).containsExactly("127.0.0.1");
        assertThat(target.address().getHostAddress()).isEqualTo("8.8.8.8");
        assertThat(target.host()).isEqualTo("rebind.example.org");
        assertThat(target.port()).isEqualTo(8443);
        assertThat(target.path()).isEqualTo("/a/b?c=d");
    }

    @Test
    void what_a_url_leaves_out() {
        WebhookTarget target =
                validate("https://[2606:4700::1]", "2606:4700::1").target().orElseThrow();
        assertThat(target.host()).isEqualTo("2606:4700::1");
        assertThat(target.port()).isEqualTo(443);
        assertThat(target.path()).isEqualTo("/");
    }
}
