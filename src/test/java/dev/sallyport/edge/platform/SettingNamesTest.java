package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SettingNamesTest {

    @ParameterizedTest
    @CsvSource({
        "SALLYPORT_ISUER, SALLYPORT_ISSUER",
        "SALLYPORT_THROTTLE_SIGNINS_PER_MINUTE, SALLYPORT_THROTTLE_SIGN_INS_PER_MINUTE",
        "sallyport.keysetfile, SALLYPORT_KEYSET_FILE"
    })
    @DisplayName("[CONF-02] a misspelt name is said with the nearest that exists")
    void a_misspelt_name(String given, String nearest) {
        assertThat(warnings(given))
                .containsExactly(
                        Settings.variable(given) + " is set, but there is no such setting. Is it " + nearest + "?");
    }

    @Test
    @DisplayName("[CONF-02] a name that is like no other is said alone, each once")
    void a_strange_name() {
        assertThat(warnings("SALLYPORT_COLOR_OF_THE_DOOR", "sallyport.color-of-the-door"))
                .containsExactly("SALLYPORT_COLOR_OF_THE_DOOR is set, but there is no such setting");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SALLYPORT_ISSUER",
                "sallyport.issuer",
                "sallyport.keyset.file",
                "SALLYPORT",
                "PATH",
                "quarkus.http.port",
                "SALLYPORT_SERVICE_HOST",
                "SALLYPORT_SERVICE_PORT",
                "SALLYPORT_SERVICE_PORT_HTTP",
                "SALLYPORT_PORT",
                "SALLYPORT_PORT_8080_TCP_ADDR",
                "SALLYPORT_DB_PORT_5432_TCP"
            })
    @DisplayName("[CONF-02] what is a setting, of other programs or of Kubernetes is not said")
    void other_names(String given) {
        assertThat(warnings(given)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sallyport.cookies-enabled, is no setting: sallyport.cookies.enabled may be meant",
        "%prod.sallyport.isuer, is no setting: sallyport.issuer may be meant",
        "sallyport.color-of-the-door, is no setting",
        "SALLYPORT_COOKIES_ENABLED, 'has no effect in a file, where it is sallyport.cookies.enabled'",
        "SALLYPORT_COLOR_OF_THE_DOOR, 'has no effect in a file, where it is no setting'",
        "QUARKUS_MAILER_FROM, 'has no effect in a file, where it is quarkus.mailer.from'",
        "QUARKUS_MAILER_HOST, 'has no effect in a file, where it is a name with dots, such as quarkus.http.port'"
    })
    @DisplayName("[CONF-02] a name in a file that sets nothing is a fault")
    void a_name_in_a_file(String written, String fault) {
        assertThat(SettingNames.faults(List.of(written), SettingRules.names()))
                .containsExactly(written.replace("%prod.", "") + " " + fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sallyport.issuer",
                "%dev.sallyport.issuer",
                "sallyport.browser.origins[0]",
                "quarkus.mailer.host",
                "PATH",
                "java.home"
            })
    @DisplayName("[CONF-02] what sets something, or is of other programs, is no fault")
    void other_names_in_a_file(String written) {
        assertThat(SettingNames.faults(List.of(written), SettingRules.names())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"abc, abc, 0", "abc, abd, 1", "abc, ab, 1", "abc, xabc, 1", "kitten, sitting, 3", "'', abc, 3"})
    void distances(String one, String other, int distance) {
        assertThat(SettingNames.distance(one, other)).isEqualTo(distance);
        assertThat(SettingNames.distance(other, one)).isEqualTo(distance);
    }

    private static List<String> warnings(String... given) {
        return SettingNames.warnings(List.of(given), SettingRules.names());
    }
}
