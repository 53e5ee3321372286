package dev.sallyport.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The origins that may be allowed")
class AllowedOriginsTest {

    private static AllowedOrigins of(String origin) {
        return new AllowedOrigins(new BrowserConfig() {
            @Override
            public boolean cookiesEnabled() {
                return true;
            }

            @Override
            public Optional<Set<String>> origins() {
                return Optional.of(Set.of("https://good.example.org", origin));
            }
        });
    }

    @ParameterizedTest(name = "[WEB-01] {0} is one")
    @ValueSource(
            strings = {
                "https://app.example.org",
                "https://app.example.org:8443",
                "https://192.0.2.1",
                "https://[2001:db8::1]:8443",
                "https://xn--bcher-kva.example",
                "http://localhost",
                "http://localhost:5173",
                "http://127.0.0.1:3000",
                "http://[::1]:3000"
            })
    void origins(String origin) {
        assertThat(of(origin).fault()).isEmpty();
        assertThat(of(origin).contains(origin)).isTrue();
        assertThat(of(origin).contains(null)).isFalse();
    }

    @ParameterizedTest(name = "[CONF-02] [WEB-01] {0} stops the start, by the name of the setting")
    @ValueSource(
            strings = {
                "*",
                "null",
                "https://*",
                "https://*.example.org",
                "/https:\\/\\/.*/",
                "https://app.example.org/",
                "https://app.example.org/path",
                "https://App.example.org",
                "HTTPS://app.example.org",
                "https://app.example.org:443",
                "http://localhost:80",
                "https://app.example.org:0",
                "https://app.example.org:123456",
                "http://app.example.org",
                "http://localhost.example.org",
                "https://user@app.example.org",
                "https://app.example.org?x",
                "https://b\u00fccher.example",
                "https://",
                "app.example.org",
                "file://",
                " https://app.example.org"
            })
    void no_origins(String text) {
        assertThat(of(text).fault()).get().asString().contains("SALLYPORT_BROWSER_ORIGINS", "'" + text + "'");
    }
}
