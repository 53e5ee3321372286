package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sallyport.base.exchange.StreamedBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Whether the files in {@code deploy} agree with the limits of the service, and with each other. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeployAgreementTest {

    private static final Path DEPLOY = Path.of("deploy");
    private static final Path PRODUCTION = DEPLOY.resolve("kubernetes/overlays/production");
    private static final Pattern JOB = Pattern.compile("up\\{job=\\\\?\"([a-z-]+)\\\\?\"");

    /** The longest wait of {@code GET /v1/revocations}. */
    private static final int LONGEST_WAIT_SECONDS = 30;

    private static String location(String path) throws IOException {
        String site = Files.readString(DEPLOY.resolve("nginx/tls.conf"));
        Matcher found = Pattern.compile("\n    location " + Pattern.quote(path) + " \\{\n(.*?)\n    }", Pattern.DOTALL)
                .matcher(site);
        assertThat(found.find()).as(path).isTrue();
        return found.group(1);
    }

    private static long setting(String text, String name, String unit) {
        Matcher found = Pattern.compile(name + ":? ([0-9]+)" + unit).matcher(text);
        assertThat(found.find()).as(name).isTrue();
        return Long.parseLong(found.group(1));
    }

    private static List<JsonNode> monitoring() throws IOException {
        YAMLMapper yaml = new YAMLMapper(new YAMLFactory());
        return yaml.readerFor(JsonNode.class)
                .<JsonNode>readValues(PRODUCTION.resolve("monitoring.yaml").toFile())
                .readAll();
    }

    private static String job(String file) throws IOException {
        Matcher found = JOB.matcher(Files.readString(DEPLOY.resolve(file)));
        assertThat(found.find()).as(file).isTrue();
        return found.group(1);
    }

    @Test
    void nginx_waits_longer_than_a_request_for_revocations() throws IOException {
        assertThat(setting(location("/"), "proxy_read_timeout", "s;")).isGreaterThan(LONGEST_WAIT_SECONDS);
    }

    @Test
    void proxies_pass_the_largest_import_on() throws IOException {
        String imports = location("= " + StreamedBody.PATH);
        assertThat(setting(imports, "client_max_body_size", "m;") << 20).isGreaterThan(StreamedBody.MAX_BYTES);
        assertThat(imports).contains("proxy_request_buffering off;", "proxy_buffering off;");

        String ingress = Files.readString(PRODUCTION.resolve("ingress.yaml"));
        assertThat(setting(ingress, "nginx.ingress.kubernetes.io/proxy-body-size", "m") << 20)
                .isGreaterThan(StreamedBody.MAX_BYTES);
    }

    @Test
    void prometheus_finds_the_replicas_by_the_name_that_the_alerts_and_the_dashboard_use() throws IOException {
        JsonNode service = monitoring().get(0);
        JsonNode monitor = monitoring().get(1);
        String label = monitor.at("/spec/jobLabel").asText();
        assertThat(service.at("/metadata/labels").path(label).asText())
                .isEqualTo(job("prometheus/alerts.yaml"))
                .isEqualTo(job("grafana/sallyport.json"));
    }
}
