package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.Certificates;
import dev.sallyport.testing.SlowTest;
import dev.sallyport.trail.siem.SyslogServer;
import io.restassured.RestAssured;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a receiver of syslog gets of the packaged service, which is set up by its environment alone. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class SiemExportIT {

    @TempDir
    static Path folder;

    private static KeyStore store(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(folder.resolve(name + ".p12"))) {
            store.load(file, Certificates.PASSWORD.toCharArray());
        }
        return store;
    }

    /** Shows one certificate and trusts another one. */
    private static SSLContext context(String shown, String trusted) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(shown), Certificates.PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store(trusted));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void signUp(StartedService service, String name) {
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = service.apiPort();
        String body =
                "{\"name\":\"%1$s\",\"owner\":{\"email\":\"%1$s@example.org\",\"password\":\"tulip anvil 42 meridian\"}}"
                        .formatted(name);
        Api.json().body(body).post("/v1/accounts").then().statusCode(201);
    }

    private static List<String> created(SyslogServer siem) {
        return siem.texts().stream()
                .filter(text -> text.contains(" account_created "))
                .toList();
    }

    @Test
    @DisplayName(
            "[LOGS-14] [LOGS-15] the trail goes to the receiver, by certificates of both sides, also after a restart")
    void the_trail_goes_to_the_receiver() throws Exception {
        Certificates certificates = new Certificates(folder);
        certificates.server("siem", "dns:localhost");
        certificates.server("sallyport", "dns:sallyport.test");
        certificates.trust("sallyport");
        try (SyslogServer siem = new SyslogServer(context("siem", "trusted"))) {
            siem.requireCertificates();
            Map<String, String> settings = Map.of(
                    "SALLYPORT_SYSLOG_ENDPOINT", "localhost:" + siem.port(),
                    "SALLYPORT_SYSLOG_ENTERPRISE_NUMBER", "64000",
                    "QUARKUS_TLS_SYSLOG_TRUST_STORE_PEM_CERTS",
                            certificates.certificate("siem").toString(),
                    "QUARKUS_TLS_SYSLOG_KEY_STORE_PEM_SYSLOG_CERT",
                            certificates.certificate("sallyport").toString(),
                    "QUARKUS_TLS_SYSLOG_KEY_STORE_PEM_SYSLOG_KEY",
                            certificates.privateKey("sallyport").toString());
            try (StartedService service = StartedService.start(folder, settings).untilReady()) {
                signUp(service, "acme");
                Await.await(service.output(), () -> created(siem).size() == 1);
            }
            try (StartedService service = StartedService.start(folder, settings).untilReady()) {
                signUp(service, "bolt");
                Await.await(service.output(), () -> created(siem).size() == 2);
            }
            assertThat(siem.texts())
                    .doesNotHaveDuplicates()
                    .allMatch(text -> text.contains(" [sallyport@64000 id=\""))
                    .noneMatch(text -> text.contains("@example.org"));
        }
    }
}
