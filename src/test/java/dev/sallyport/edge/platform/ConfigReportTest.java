package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigReportTest {

    @TempDir
    Path folder;

    private static SmallRyeConfig config(Map<String, String> operators) {
        return new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(operators, "operator", 300),
                        new PropertiesConfigSource(
                                Map.of("sallyport.issuer", "http://localhost:8080", "quarkus.http.port", "8080"),
                                "defaults",
                                100))
                .build();
    }

    @ParameterizedTest(name = "[CONF-04] {0} is shown as {2}")
    @CsvSource({
        "quarkus.datasource.password, hunter2, ***",
        "sallyport.bootstrap-client-secret, hunter2, ***",
        "quarkus.mailer.truststore.password, hunter2, ***",
        "quarkus.datasource.password, '', ''",
        "sallyport.traces.headers, x-key=hunter2, ***",
        "sallyport.logs.headers, x-key=hunter2, ***",
        "quarkus.tls.syslog.key-store.p12.password, hunter2, ***",
        "quarkus.datasource.jdbc.url, jdbc:postgresql://db/x?user=u&password=hunter2&ssl=true,"
                + "jdbc:postgresql://db/x?user=u&password=***&ssl=true",
        "quarkus.datasource.jdbc.url, jdbc:postgresql://db/x?sslpassword=hunter2,"
                + "jdbc:postgresql://db/x?sslpassword=***",
        "quarkus.flyway.jdbc-url, postgresql://u:hunter2@db/x, postgresql://***@db/x",
        "sallyport.password.queue, 128, 128",
        "sallyport.client-secret-overlap, PT24H, PT24H",
        "sallyport.keyset-file, /run/keyset.json, /run/keyset.json",
        "sallyport.access-token-lifetime, PT5M, PT5M"
    })
    void secrets_are_masked(String name, String value, String shown) {
        assertThat(ConfigReport.masked(name, value)).isEqualTo(shown);
    }

    @Test
    void defaults_are_told_from_what_is_set() {
        assertThat(new ConfigReport(
                                config(Map.of(
                                        "sallyport.totp.issuer", "Acme",
                                        "quarkus.datasource.password", "hunter2",
                                        "other", "x")),
                                List.of())
                        .lines())
                .contains(
                        "SALLYPORT_ISSUER=http://localhost:8080  (default)",
                        "SALLYPORT_TOTP_ISSUER=Acme",
                        "QUARKUS_DATASOURCE_PASSWORD=***",
                        "SALLYPORT_KEYSET_FILE=")
                .noneMatch(line -> line.startsWith("QUARKUS_HTTP_PORT") || line.startsWith("OTHER"));
    }

    @Test
    void what_the_build_has_fixed_is_not_shown_as_set() {
        SmallRyeConfig fixed = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(
                        Map.of("quarkus.jackson.fail-on-unknown-properties", "false"), "build", Integer.MAX_VALUE))
                .build();
        assertThat(new ConfigReport(fixed, List.of()).lines()).noneMatch(line -> line.startsWith("QUARKUS_JACKSON"));
    }

    @Test
    @DisplayName("without a database the settings of the trial are shown, and nothing is made for them")
    void the_settings_of_a_trial() {
        assertThat(of(Map.of("QUARKUS_HTTP_PORT", "8090", "SALLYPORT_DATA_DIR", folder + "/none"))
                        .lines())
                .contains(
                        "QUARKUS_HTTP_HOST=127.0.0.1  (default)",
                        "QUARKUS_HTTP_PORT=8090",
                        "SALLYPORT_COOKIES_ENABLED=true  (default)",
                        "SALLYPORT_EMBEDDED=true  (default)",
                        "SALLYPORT_ISSUER=http://localhost:8090  (default)",
                        "SALLYPORT_KEYSET_FILE=" + folder + "/none/keyset.json  (default)",
                        "SALLYPORT_MAIL_CONSOLE=true  (default)",
                        "SALLYPORT_UI_ENABLED=true  (default)");
        assertThat(folder).isEmptyDirectory();
        assertThat(of(Map.of("SALLYPORT_ISSUER", "https://auth.example.org", "QUARKUS_HTTP_PORT", "8090"))
                        .lines())
                .contains("SALLYPORT_ISSUER=https://auth.example.org");
        assertThat(of(Map.of("QUARKUS_HTTP_PORT", "0")).lines())
                .as("known only when the server listens")
                .contains("SALLYPORT_ISSUER=");
        assertThat(of(Map.of("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://db/x", "QUARKUS_HTTP_PORT", "8090"))
                        .lines())
                .contains("SALLYPORT_ISSUER=", "SALLYPORT_UI_ENABLED=");
    }

    @Test
    @DisplayName("[CONF-02] what would stop the start is reported before it")
    void faults_are_told() {
        assertThat(of(Map.of()).fault()).isEmpty();
        assertThat(fault(Map.of("SALLYPORT_TOTP_DRIFT_STEPS", "5"))).contains("SALLYPORT_TOTP_DRIFT_STEPS");
        assertThat(fault(Map.of("QUARKUS_HTTP_PORT", "abc"))).contains("QUARKUS_HTTP_PORT must be a port");
    }

    @Test
    @DisplayName("[CONF-02] a value of a wrong type is reported by the name of its setting alone")
    void a_value_of_a_wrong_type() {
        assertThat(ConfigReport.unknownFault(new IllegalArgumentException("SRCFG00039: The config property"
                        + " quarkus.http.limits.max-body-size with the config value \"hunter2\" threw an Exception")))
                .isEqualTo("QUARKUS_HTTP_LIMITS_MAX_BODY_SIZE is not valid");
        assertThat(ConfigReport.unknownFault(new IllegalStateException("hunter2")))
                .isEqualTo("the settings cannot be read (IllegalStateException)");
    }

    @Test
    @DisplayName("[CONF-02] a keyset that cannot be read is reported once, also without a database")
    void a_missing_keyset() {
        assertThat(fault(Map.of("SALLYPORT_KEYSET_FILE", "/none/keyset.json")))
                .isEqualTo("Sallyport does not start: SALLYPORT_KEYSET_FILE must name a valid keyset: the keyset file"
                        + " /none/keyset.json cannot be read");
    }

    @Test
    @DisplayName("[CONF-02] a file of settings that is not there is reported")
    void missing_files_of_settings() {
        assertThat(fault(Map.of("QUARKUS_CONFIG_LOCATIONS", "/none/a.properties")))
                .contains("QUARKUS_CONFIG_LOCATIONS must name files that can be read, and /none/a.properties");
    }

    @Test
    @DisplayName("[CONF-02] what a database requires is reported")
    void what_a_database_requires() {
        assertThat(fault(Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "jdbc:postgresql://db/x",
                        "SALLYPORT_BOOTSTRAP_CLIENT_ID",
                        "a",
                        "SALLYPORT_BOOTSTRAP_CLIENT_SECRET",
                        "a".repeat(40))))
                .contains("SALLYPORT_KEYSET_FILE", "QUARKUS_MAILER_HOST", "CLIENT_SECRET must be random");
    }

    @Test
    @DisplayName(
            "[CONF-02] a name in a file that sets nothing is reported, and the defaults of the others are still known")
    void names_in_a_file() throws IOException {
        String file = Files.writeString(
                        folder.resolve("sallyport.properties"),
                        "sallyport.cookies-enabled=true\nSALLYPORT_ISSUER=x\nsallyport.totp.issuer=Acme\n")
                .toString();
        assertThat(fault(Map.of("QUARKUS_CONFIG_LOCATIONS", file)))
                .isEqualTo("Sallyport does not start: SALLYPORT_ISSUER has no effect in a file, where it is"
                        + " sallyport.issuer; sallyport.cookies-enabled is no setting: sallyport.cookies.enabled may"
                        + " be meant");
        assertThat(of(Map.of("QUARKUS_CONFIG_LOCATIONS", file)).lines())
                .contains("SALLYPORT_TOTP_ISSUER=Acme", "SALLYPORT_UI_ENABLED=true  (default)");
        assertThat(of(Map.of("SALLYPORT_ISUER", "x")).warnings())
                .singleElement()
                .asString()
                .contains("SALLYPORT_ISUER", "Is it SALLYPORT_ISSUER?");
    }

    @Test
    @DisplayName("[CONF-02] the value of a file is checked where the service would use it, and not the hidden one")
    void a_file_comes_before_the_environment_that_names_it() throws IOException {
        String file = Files.writeString(folder.resolve("a.properties"), "sallyport.totp.drift-steps=1\n")
                .toString();
        Map<String, String> hidden = Map.of("QUARKUS_CONFIG_LOCATIONS", file, "SALLYPORT_TOTP_DRIFT_STEPS", "5");
        assertThat(of(hidden).lines()).contains("SALLYPORT_TOTP_DRIFT_STEPS=1");
        assertThat(of(hidden).fault()).isEmpty();
    }

    private static String fault(Map<String, String> environment) {
        return of(environment).fault().orElseThrow();
    }

    /** As the command reads it, without the classes that the build adds. */
    private static ConfigReport of(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        // Quarkus has another name for it
        Optional.ofNullable(environment.get("QUARKUS_CONFIG_LOCATIONS"))
                .ifPresent(files -> all.put("SMALLRYE_CONFIG_LOCATIONS", files));
        ConfigReport.Preview preview = new ConfigReport.Preview();
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(all, 300))
                .withSources(new PropertiesLocationConfigSourceFactory(), preview)
                .build();
        return new ConfigReport(config, preview.faults());
    }
}
