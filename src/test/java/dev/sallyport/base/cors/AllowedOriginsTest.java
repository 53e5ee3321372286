package dev.sallyport.base.cors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The origins that may be allowed")
class AllowedOriginsTest {

    private static AllowedOrigins of(String origin) {
        return of(origin, false);
    }

    private static AllowedOrigins of(String origin, boolean privateHttp) {
        return new AllowedOrigins(new CorsConfig() {
            @Override
            public Optional<Set<String>> origins() {
                return Optional.of(Set.of("https://good.example.org", origin));
            }

            @Override
            public boolean allowPrivateHttp() {
                return privateHttp;
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
                "http://[::1]:3000",
                "http://tauri.localhost",
                "capacitor://localhost",
                "ionic://localhost",
                "tauri://localhost",
                "app://localhost",
                "app://obsidian.md",
                "app://bundle",
                "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
                "moz-extension://3c1b0a5e-9f4d-4c1e-8a57-6d1f0c9a2b44",
                "safari-web-extension://3C1B0A5E-9F4D-4C1E-8A57-6D1F0C9A2B44"
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
                "file:///",
                "file://localhost",
                "data://x",
                "blob:https://app.example.org",
                "about:blank",
                "javascript://x",
                "ftp://app.example.org",
                "ws://app.example.org",
                "capacitor://",
                "capacitor://*",
                "capacitor://localhost/",
                "capacitor://LOCALHOST",
                "CAPACITOR://localhost",
                "capacitor:localhost",
                "tauri://localhost:80/x",
                "ionic://local host",
                "app://.",
                "app://null?x",
                "other://localhost",
                "chrome-extension://*",
                "chrome-extension://abc",
                "chrome-extension://abcdefghijklmnopabcdefghijklmnoq",
                "chrome-extension://abcdefghijklmnopabcdefghijklmnop/",
                "moz-extension://abcdefghijklmnopabcdefghijklmnop",
                "moz-extension://*",
                "http://192.168.1.10:3000",
                "http://10.0.0.1",
                " https://app.example.org"
            })
    void no_origins(String text) {
        assertThat(of(text).fault()).get().asString().contains("SALLYPORT_BROWSER_ORIGINS", "'" + text + "'");
    }

    @ParameterizedTest(name = "[WEB-01] {0} is one where http on private addresses is allowed, and says so where not")
    @ValueSource(
            strings = {
                "http://192.168.1.10:3000",
                "http://10.0.0.1",
                "http://172.16.0.1:81",
                "http://127.0.0.2:3000",
                "http://169.254.7.7",
                "http://[fd00::1]:3000",
                "http://[fe80::1]",
                "http://app.localhost:3000"
            })
    void private_http(String origin) {
        assertThat(of(origin, true).fault()).isEmpty();
        assertThat(of(origin, true).contains(origin)).isTrue();
        assertThat(of(origin, false).fault()).get().asString().contains("SALLYPORT_BROWSER_ALLOW_PRIVATE_HTTP=true");
    }

    @ParameterizedTest(name = "[CONF-02] [WEB-01] {0} stops the start also where http on private addresses is allowed")
    @ValueSource(
            strings = {
                "http://app.example.org",
                "http://8.8.8.8",
                "http://172.32.0.1",
                "http://192.168.1.10:80",
                "http://192.168.001.010",
                "http://192.168.1",
                "http://3232235786",
                "http://192.168.1.10/",
                "http://192.168.1.10.example.org",
                "http://[2001:db8::1]",
                "http://[FD00::1]",
                "http://[fd00:0:0::1]",
                "http://[::ffff:10.0.0.1]",
                "http://*",
                "http://localhost.example.org",
                "http://notlocalhost",
                "null",
                "*"
            })
    void no_private_http(String text) {
        assertThat(of(text, true).fault()).get().asString().contains("SALLYPORT_BROWSER_ORIGINS", "'" + text + "'");
    }
}
