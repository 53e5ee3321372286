package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.KeysetDocuments;
import dev.sallyport.security.crypto.RandomBytes;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProductionSettingsTest {

    @TempDir
    Path folder;

    private final Map<String, String> values = new HashMap<>();
    private final Settings settings = name -> Optional.ofNullable(values.get(name));

    @BeforeEach
    void completeSettings() throws IOException {
        values.put(Settings.KEYSET_FILE, keyset(Keyset.generate()));
        values.put("quarkus.mailer.host", "mail.example.test");
        values.put(ProductionSettings.CLIENT_ID, "backend");
        values.put(ProductionSettings.CLIENT_SECRET, "5e8d0c9b7a4f1362f0a1b2c3d4e59687");
    }

    @Test
    @DisplayName("[CONF-02] Complete settings pass, and logs become JSON")
    void complete_settings_pass() {
        assertThat(faults()).isEmpty();
        assertThat(ProductionSettings.supply()).containsEntry("quarkus.log.console.json.enabled", "true");
    }

    @Test
    @DisplayName("[CONF-02] A missing client alone waits for the database; half a client does not")
    void half_a_client_is_refused() {
        values.remove(ProductionSettings.CLIENT_SECRET);
        assertThat(faults()).singleElement().asString().contains("CLIENT_SECRET");

        values.remove(ProductionSettings.CLIENT_ID);
        assertThat(faults()).isEmpty();
    }

    @Test
    @DisplayName("[CONF-02] A weak secret of the first client is refused in one sentence, its content unsaid")
    void a_weak_secret_is_refused() {
        values.put(ProductionSettings.CLIENT_SECRET, "changeme-changeme-changeme-changeme");

        assertThatThrownBy(this::start)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SALLYPORT_BOOTSTRAP_CLIENT_SECRET must be random")
                .hasMessageNotContaining("changeme");
        values.put(ProductionSettings.CLIENT_SECRET, "0123456789abcdef");
        assertThat(faults())
                .singleElement()
                .asString()
                .contains("SALLYPORT_BOOTSTRAP_CLIENT_SECRET must have at least 32");
    }

    @Test
    @DisplayName("[CONF-02] A missing mail host is refused by name")
    void a_missing_mail_host_is_refused() {
        values.remove("quarkus.mailer.host");

        assertThat(faults()).singleElement().asString().contains("QUARKUS_MAILER_HOST");
    }

    @Test
    @DisplayName("[RELY-16] A read-only replica sends no mails, and needs no mail host")
    void a_read_only_replica_needs_no_mail_host() {
        values.remove("quarkus.mailer.host");
        values.put("sallyport.read-only", "true");

        assertThat(ProductionSettings.faults(settings, false)).isEmpty();
    }

    @Test
    @DisplayName("[CRYP-03] A keyset file that is absent, empty or has a 128-bit key is refused, its content unsaid")
    void a_bad_keyset_is_refused() throws IOException {
        values.put(Settings.KEYSET_FILE, folder.resolve("absent").toString());
        assertThat(faults()).singleElement().asString().contains("cannot be read");

        values.put(Settings.KEYSET_FILE, keyset(""));
        assertThat(faults()).singleElement().asString().contains("not a JSON object");

        String weak = KeysetDocuments.hmac(RandomBytes.of(16));
        values.put(Settings.KEYSET_FILE, keyset(KeysetDocuments.with(Keyset.generate(), "codes", weak)));
        assertThatThrownBy(this::start)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'codes' has 128 bits")
                .hasMessageNotContaining("keyData");
    }

    @Test
    @DisplayName("[CONF-02] What an external database requires is named with everything else, each variable once")
    void everything_is_named_at_once() {
        values.remove(ProductionSettings.MAIL_HOST);
        values.remove(ProductionSettings.CLIENT_ID);
        values.put(ProductionSettings.CLIENT_SECRET, "changeme");
        values.put("sallyport.totp.drift-steps", "5");

        assertThatThrownBy(this::start)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SALLYPORT_TOTP_DRIFT_STEPS must be")
                .hasMessageContaining("QUARKUS_MAILER_HOST must name the mail server")
                .hasMessageContaining("SALLYPORT_BOOTSTRAP_CLIENT_ID and SALLYPORT_BOOTSTRAP_CLIENT_SECRET must both")
                .hasMessageNotContaining("changeme");

        values.put(ProductionSettings.CLIENT_ID, "backend");
        assertThatThrownBy(this::start)
                .extracting(Throwable::getMessage)
                .asString()
                .containsOnlyOnce("SALLYPORT_BOOTSTRAP_CLIENT_SECRET must");
    }

    private void start() {
        values.put(Settings.JDBC_URL, "jdbc:postgresql://db/sallyport");
        StartRules.refuse(StartRules.all(settings, List.of()));
    }

    private List<String> faults() {
        return ProductionSettings.faults(settings, false);
    }

    private String keyset(String document) throws IOException {
        return Files.writeString(folder.resolve("keyset.json"), document).toString();
    }
}
