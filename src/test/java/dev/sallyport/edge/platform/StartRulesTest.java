package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The checks of the start, on the configuration that SmallRye builds from an environment and the packaged defaults. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StartRulesTest {

    private static final int ENVIRONMENT = 300;
    private static final int PACKAGED = 250;

    /** Each rule that stops the start, with a value of its variable. */
    static final Map<String, String> WRONG = Map.ofEntries(
            Map.entry("SALLYPORT_ACCESS_TOKEN_LIFETIME", "PT11M"),
            Map.entry("SALLYPORT_TOTP_DRIFT_STEPS", "2"),
            Map.entry("SALLYPORT_ISSUER", "http://auth.example.org"),
            Map.entry("SALLYPORT_PAGE_RESET_PASSWORD", "javascript:steal()"),
            Map.entry("SALLYPORT_THROTTLE_LOCK", ""),
            Map.entry("SALLYPORT_SELF_SIGN_UP", "ture"),
            Map.entry("SALLYPORT_BOOTSTRAP_CLIENT_SECRET", "hunter2"),
            Map.entry("SALLYPORT_BROWSER_ORIGINS", "https://app.example.org,*"),
            Map.entry("QUARKUS_HTTP_CORS_ENABLED", "true"),
            Map.entry("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "10.0.0.1,*"),
            Map.entry("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true"),
            Map.entry("QUARKUS_MAILER_MOCK", "true"),
            Map.entry("QUARKUS_MAILER_TRUST_ALL", "true"),
            Map.entry("QUARKUS_TLS_TRUST_ALL", "yes"),
            Map.entry("QUARKUS_TLS_SYSLOG_TRUST_ALL", "true"),
            Map.entry("QUARKUS_TLS_LOGS_TRUST_ALL", "true"),
            Map.entry("QUARKUS_MAILER_FROM", "nobody"),
            Map.entry("SALLYPORT_SIGNING_KEYS_PUBLISH_AHEAD", "PT1M"));

    @Test
    @DisplayName("[CONF-02] the packaged defaults are allowed")
    void the_defaults_are_allowed() {
        assertThat(faults(Map.of())).isEmpty();
    }

    static Set<String> wrong() {
        return new TreeSet<>(WRONG.keySet());
    }

    @ParameterizedTest
    @MethodSource("wrong")
    @DisplayName("[CONF-02] an unsafe value is named by its variable, alone")
    void an_unsafe_value_is_named(String variable) {
        assertThat(faults(Map.of(variable, WRONG.get(variable))))
                .singleElement()
                .asString()
                .startsWith(variable + " ");
    }

    @Test
    @DisplayName("[CONF-02] one refusal names all that is wrong, in one line, without a secret")
    void one_refusal_names_all() {
        assertThat(faults(WRONG)).hasSize(WRONG.size());
        assertThatThrownBy(() -> StartRules.require(settings(WRONG)))
                .isInstanceOf(ConfigurationException.class)
                .extracting(Throwable::getMessage)
                .asString()
                .contains(WRONG.keySet())
                .doesNotContain("hunter2", "ture", "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "QUARKUS_HTTP_CORS_ENABLED, false",
        "QUARKUS_MAILER_MOCK, off",
        "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES, '10.0.0.1,10.1.0.0/16'",
        "SALLYPORT_BROWSER_ORIGINS, 'https://app.example.org,http://localhost:5173'"
    })
    @DisplayName("[CONF-02] a safe value stops nothing")
    void a_safe_value_stops_nothing(String variable, String value) {
        assertThat(faults(Map.of(variable, value))).isEmpty();
    }

    @Test
    @DisplayName("[CONF-02] an empty list of proxies is named")
    void an_empty_list_of_proxies_is_named() {
        assertThat(faults(Map.of("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "")))
                .singleElement()
                .asString()
                .startsWith("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES is empty");
    }

    private static List<String> faults(Map<String, String> environment) {
        return StartRules.ofSettings(settings(environment));
    }

    /** What the start reads, where the packaged service reads it. */
    private static Settings settings(Map<String, String> environment) {
        List<Settings> read = new ArrayList<>();
        new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(environment, ENVIRONMENT), packaged())
                .withSources(new ConfigSourceFactory() {
                    @Override
                    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
                        read.add(new OperatorSettings(context, 10));
                        return List.of();
                    }

                    @Override
                    public OptionalInt getPriority() {
                        return OptionalInt.of(10);
                    }
                })
                .build();
        return read.get(0);
    }

    private static ConfigSource packaged() {
        try {
            return new PropertiesConfigSource(
                    Path.of("src/main/resources/application.properties").toUri().toURL(), PACKAGED);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
