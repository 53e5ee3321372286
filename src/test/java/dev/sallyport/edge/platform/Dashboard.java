package dev.sallyport.edge.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The dashboard for Grafana. */
final class Dashboard {

    static final Path FILE = Path.of("deploy/grafana/sallyport.json");

    private Dashboard() {}

    static JsonNode document() {
        try {
            return new ObjectMapper().readTree(FILE.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A panel with figures, as it is written. */
    record Panel(JsonNode json) {

        String title() {
            return json.path("title").asText();
        }

        List<Query> queries() {
            return all(json.path("targets"))
                    .map(target -> new Query(
                            target.path("expr").asText(),
                            target.path("legendFormat").asText()))
                    .toList();
        }

        /** The alerts whose figure it shows. */
        List<String> alerts() {
            return all(json.path("links"))
                    .map(link -> link.path("title").asText())
                    .toList();
        }
    }

    /** One query of a panel, and how its series are named. */
    record Query(String text, String legend) {

        /** The query that Grafana asks, where all replicas are chosen. */
        String asked(String interval) {
            return text.replace("$__rate_interval", interval).replace("$instance", ".+");
        }
    }

    /** Every panel but the headings of the rows. */
    static List<Panel> panels() {
        return all(document().path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .map(Panel::new)
                .toList();
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
