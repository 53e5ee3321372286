package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sallyport.edge.platform.Dashboard.Panel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The dashboard, compared with the alerts and the page that explains both. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DashboardTest {

    private static final int COLUMNS = 24;

    private static final Pattern METRIC = Pattern.compile("\\b(?:up\\b|(?:sallyport|http_server)_[a-z_]+)");
    private static final Pattern EXPLAINED = Pattern.compile("(?m)^\\| `([a-z_]+)[`{]");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-zA-Z_]+)");

    private static final String PAGE =
            MarkdownDocument.of("src/site/markdown/operations.md").text();

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> metrics(Panel panel) {
        Set<String> metrics = new TreeSet<>();
        panel.queries().forEach(query -> metrics.addAll(found(METRIC, query.text())));
        return metrics;
    }

    /** The metrics of each rule. */
    private static Map<String, Set<String>> rules() throws IOException {
        Map<String, Set<String>> rules = new TreeMap<>();
        new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("deploy/prometheus/alerts.yaml").toFile())
                .findValues("rules")
                .forEach(group -> group.forEach(rule -> rules.put(
                        rule.path("alert").asText(),
                        found(METRIC, rule.path("expr").asText()))));
        return rules;
    }

    @Test
    @DisplayName("[LOGS-08] each alert has one panel of the dashboard, which links to it and shows its metrics")
    void each_alert_has_its_panel() throws IOException {
        Map<String, Set<String>> shown = new TreeMap<>();
        for (Panel panel : Dashboard.panels()) {
            for (String alert : panel.alerts()) {
                assertThat(shown.put(alert, metrics(panel))).as(alert).isNull();
            }
            for (JsonNode link : panel.json().path("links")) {
                assertThat(link.path("url").asText())
                        .endsWith("search=" + link.path("title").asText());
            }
        }
        Map<String, Set<String>> rules = rules();
        assertThat(shown.keySet()).isEqualTo(rules.keySet());
        rules.forEach((alert, metrics) -> assertThat(shown.get(alert)).as(alert).containsAll(metrics));
    }

    @Test
    @DisplayName(
            "[LOGS-08] every metric of this service in the dashboard is explained on the page, and every one is shown")
    void every_metric_is_explained() {
        Set<String> shown = new TreeSet<>();
        Dashboard.panels().forEach(panel -> shown.addAll(metrics(panel)));
        shown.remove("up"); // Prometheus' own
        String table = PAGE.substring(PAGE.indexOf("| metric of this service |"), PAGE.indexOf("### Alerts"));
        Set<String> explained = EXPLAINED
                .matcher(table)
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown.stream()
                        .map(metric -> metric.replaceFirst("_(count|bucket)$", ""))
                        .distinct())
                .containsExactlyElementsOf(explained);
    }

    @Test
    @DisplayName("[LOGS-08] panels have a title, a description, a unit and the chosen source, and do not overlap")
    void panels_are_complete() {
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : Dashboard.document().path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).as("%s", panel).isTrue();
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(COLUMNS);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    String cell = (place.path("x").asInt() + x) + " "
                            + (place.path("y").asInt() + y);
                    assertThat(cells.add(cell)).as("%s at %s", panel, cell).isTrue();
                }
            }
        }
        List<Panel> panels = Dashboard.panels();
        assertThat(panels).extracting(Panel::title).doesNotHaveDuplicates().allMatch(title -> !title.isBlank());
        assertThat(panels).allSatisfy(panel -> {
            assertThat(panel.json().path("description").asText()).endsWith(".");
            assertThat(panel.json().at("/fieldConfig/defaults/unit").asText()).isNotEmpty();
            assertThat(panel.json().at("/datasource/uid").asText()).isEqualTo("${datasource}");
            assertThat(panel.queries()).isNotEmpty();
        });
    }

    @Test
    @DisplayName(
            "[LOGS-08] a query knows no variable but the replica and Grafana's own interval, and asks for the replica")
    void queries_follow_the_variables() {
        assertThat(Dashboard.document().at("/templating/list").findValuesAsText("name"))
                .containsExactly("datasource", "instance");
        for (Panel panel : Dashboard.panels()) {
            panel.queries().forEach(query -> {
                assertThat(found(VARIABLE, query.text())).isSubsetOf("$instance", "$__rate_interval");
                assertThat(query.text()).containsPattern("\\{[^}]*instance=~\"\\$instance\"|\\bALERTS\\{");
            });
        }
    }
}
