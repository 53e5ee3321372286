package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigReportTest {

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
        assertThat(ConfigReport.lines(config(Map.of(
                        "sallyport.totp.issuer", "Acme",
                        "quarkus.datasource.password", "hunter2",
                        "other", "x"))))
                .contains(
                        "SALLYPORT_ISSUER=http://localhost:8080  (default)",
                        "SALLYPORT_TOTP_ISSUER=Acme",
                        "QUARKUS_DATASOURCE_PASSWORD=***",
                        "SALLYPORT_KEYSET_FILE=")
                .noneMatch(line -> line.startsWith("QUARKUS_HTTP_PORT") || line.startsWith("OTHER"));
    }

    @Test
    @DisplayName("[CONF-02] what would stop the start is reported before it")
    void faults_are_told() {
        assertThat(ConfigReport.fault(config(Map.of()))).isEmpty();
        assertThat(ConfigReport.fault(config(Map.of("sallyport.totp.drift-steps", "5")))
                        .orElseThrow())
                .contains("SALLYPORT_TOTP_DRIFT_STEPS");
        assertThat(ConfigReport.fault(config(Map.of("quarkus.datasource.jdbc.url", "jdbc:postgresql://db/x")))
                        .orElseThrow())
                .contains("SALLYPORT_KEYSET_FILE", "QUARKUS_MAILER_HOST");
    }
}
