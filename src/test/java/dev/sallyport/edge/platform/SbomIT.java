package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The software bill of materials in the application's folder. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SbomIT {

    private static final Path APP = Path.of("target", "quarkus-app");

    @Test
    @DisplayName("[CONF-03] The SBOM lists every library of the packaged service, with its version and a hash")
    void the_bill_of_materials_lists_every_library() throws IOException {
        JsonNode bom = new ObjectMapper().readTree(APP.resolve("sbom.cdx.json").toFile());
        Set<String> listed = new HashSet<>();
        for (JsonNode component : bom.path("components")) {
            assertThat(component.path("purl").asText()).startsWith("pkg:maven/");
            assertThat(component.path("hashes"))
                    .as(component.path("purl").asText())
                    .isNotEmpty();
            listed.add(component.path("group").asText() + "."
                    + component.path("name").asText() + "-"
                    + component.path("version").asText());
        }

        assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(libraries())
                .isNotEmpty()
                .allSatisfy(jar -> assertThat(listed)
                        .as(jar)
                        .anyMatch(name -> jar.equals(name + ".jar") || jar.startsWith(name + "-")));
    }

    /** Quarkus names each file by group, name, version and classifier. */
    private static List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.walk(APP.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .toList();
        }
    }
}
