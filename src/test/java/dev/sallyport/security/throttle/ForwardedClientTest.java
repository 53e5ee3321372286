package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.edge.http.RawHttp;
import dev.sallyport.testing.OtherSettings;
import dev.sallyport.testing.Rows;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a trusted proxy says of the client: the trail has the address, and no form of the header keeps the answer back.
 */
@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ForwardedClientTest {

    @TestHTTPResource
    URL service;

    @Inject
    Rows rows;

    @ParameterizedTest(name = "[THRT-06] {0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For:|127.0.0.9",
                "X-Forwarded-For: ,|127.0.0.9",
                "X-Forwarded-For: ,198.51.100.21|198.51.100.21",
                "X-Forwarded-For: 192.0.2.66, 198.51.100.22|198.51.100.22",
                "X-Forwarded-For: [2001:DB8:0:22::1]:443|2001:db8:0:22::1",
                "X-Forwarded-For: ::ffff:198.51.100.23|198.51.100.23",
                "X-Forwarded-For: garbage|127.0.0.9",
                "X-Forwarded-For: localhost|127.0.0.9",
                "Forwarded: for=\"[2001:DB8:0:23::1]:80\";proto=https|2001:db8:0:23::1",
                "Forwarded: for=_hidden|127.0.0.9",
                "Forwarded:|127.0.0.9",
                "Forwarded: for=|127.0.0.9"
            })
    void the_trail_has_the_client(String header, String client) throws IOException {
        assertThat(signIn(OtherSettings.PROXY, header)).isEqualTo(client);
    }

    @ParameterizedTest(name = "[THRT-06] {0} changes nothing where the peer is no proxy of ours")
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For: 198.51.100.24",
                "X-Forwarded-For:",
                "X-Forwarded-For: ,",
                "Forwarded: for=198.51.100.24"
            })
    void a_stranger_is_not_believed(String header) throws IOException {
        assertThat(signIn("127.0.0.7", header)).isEqualTo("127.0.0.7");
    }

    /** The address in the trail of a sign-in that fails. */
    private String signIn(String from, String header) throws IOException {
        String mark = "forwarded-" + System.nanoTime();
        byte[] body = "{\"email\":\"%s@x.test\",\"password\":\"a wrong password 77\"}"
                .formatted(mark)
                .getBytes(StandardCharsets.UTF_8);
        RawHttp.Answer answer = new RawHttp(service.getPort(), from)
                .post("/v1/sign-in", body, "Content-Type: application/json", "User-Agent: " + mark, header);
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        return rows.text("select string_agg(ip, ',') from audit_event where user_agent = ?", mark);
    }
}
