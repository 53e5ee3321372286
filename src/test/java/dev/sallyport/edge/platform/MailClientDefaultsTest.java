package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailClientDefaultsTest {

    @ParameterizedTest
    @DisplayName("EHLO names the issuer's host, else the sender's domain, else what the machine is called")
    @CsvSource(
            nullValues = "-",
            value = {
                "https://login.example.org, -, login.example.org",
                "https://login.example.org:8443/auth, No <no@mail.example.com>, login.example.org",
                "http://localhost:8080, Example <no@mail.example.com>, mail.example.com",
                "-, no@mail.example.com, mail.example.com",
                "http://127.0.0.1:8080, -, [127.0.0.1]",
                "http://[2001:db8::1]:8080, -, [IPv6:2001:db8::1]",
                "http://localhost, no@localhost, -",
                "-, -, -",
                "not a uri, -, -"
            })
    void own_host_name(String issuer, String from, String name) {
        assertThat(MailClientDefaults.ownHostName(settings("sallyport.issuer", issuer, "quarkus.mailer.from", from)))
                .isEqualTo(Optional.ofNullable(name));
    }

    @Test
    @DisplayName("A password is tried by the mechanisms for passwords, an access token by XOAUTH2 alone")
    void auth_methods() {
        assertThat(authMethods("mailer", "secret").split(" "))
                .contains("PLAIN", "LOGIN", "CRAM-MD5")
                .doesNotContain("XOAUTH2", "NTLM");
        assertThat(authMethods("mailer@example.org", "SG.abc.def").split(" "))
                .contains("PLAIN", "LOGIN")
                .doesNotContain("XOAUTH2", "NTLM");
        assertThat(authMethods(null, null).split(" ")).contains("PLAIN").doesNotContain("XOAUTH2");
        assertThat(authMethods("ACME\\mailer", "secret").split(" ")).contains("NTLM", "PLAIN", "LOGIN");
        assertThat(authMethods("mailer", "eyJhbGciOi.eyJhdWQi.c2ln-_")).isEqualTo("XOAUTH2");
        assertThat(authMethods("mailer", "ya29.a0AfH6SM")).isEqualTo("XOAUTH2");
    }

    private static String authMethods(String username, String password) {
        return MailClientDefaults.authMethods(
                settings("quarkus.mailer.username", username, "quarkus.mailer.password", password));
    }

    private static Settings settings(String first, String firstValue, String second, String secondValue) {
        return name -> Optional.ofNullable(name.equals(first) ? firstValue : name.equals(second) ? secondValue : null);
    }
}
