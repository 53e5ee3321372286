package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sallyport.testing.SlowTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The rules for Prometheus, compared with the page that explains them, and checked by Prometheus' own tool. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class AlertRulesTest {

    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Path FOLDER = Path.of("deploy/prometheus");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(Sallyport[A-Za-z]+)` \\|");
    private static final Pattern FIRING = Pattern.compile("alertname=\"(Sallyport[A-Za-z]+)\"}', value: [1-9]");

    private static final String PAGE =
            MarkdownDocument.of("src/site/markdown/operations.md").text();

    private static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        new ObjectMapper(new YAMLFactory())
                .readTree(FOLDER.resolve("alerts.yaml").toFile())
                .findValues("rules")
                .forEach(group -> group.forEach(rules::add));
        return rules;
    }

    private static List<String> alerts() throws IOException {
        return rules().stream().map(rule -> rule.path("alert").asText()).toList();
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    @Test
    @DisplayName("[LOGS-07] every row of the table of alerts has its rule, and every rule its row")
    void every_row_has_its_rule() throws IOException {
        String table = PAGE.substring(PAGE.indexOf("| alert | looks for |"));
        List<String> lines =
                table.lines().takeWhile(line -> line.startsWith("|")).skip(2).toList();
        assertThat(lines).allSatisfy(line -> assertThat(line).containsPattern(ROW));
        assertThat(found(ROW, String.join("\n", lines))).doesNotHaveDuplicates().containsExactlyElementsOf(alerts());
    }

    @Test
    @DisplayName("[LOGS-07] every metric of a rule is explained on the page")
    void every_metric_is_explained() throws IOException {
        for (JsonNode rule : rules()) {
            Matcher metric = Pattern.compile("\\b(?:sallyport|http_server)_[a-z_]+")
                    .matcher(rule.path("expr").asText());
            while (metric.find()) {
                assertThat(PAGE).contains("`" + metric.group().replaceFirst("_count$", ""));
            }
        }
    }

    @Test
    @DisplayName("[LOGS-07] promtool takes the rules, and each of them fires in one of its tests")
    void promtool_takes_the_rules() throws IOException, InterruptedException {
        String tests = Files.readString(FOLDER.resolve("alerts.test.yaml"));
        assertThat(new TreeSet<>(found(FIRING, tests))).containsExactlyElementsOf(new TreeSet<>(alerts()));

        assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed: see .ci/run");
        assertThat(promtool("check", "rules", "alerts.yaml")).contains(alerts().size() + " rules found");
        promtool("test", "rules", "alerts.test.yaml");
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PROMTOOL.toString()));
        command.addAll(List.of(arguments));
        Process program = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String words = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor()).as(words).isZero();
        return words;
    }
}
