package dev.sallyport.edge.http;

import io.quarkus.runtime.util.ClassPathUtils;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import io.smallrye.openapi.api.util.MergeUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * The texts of the contract: parts of an OpenAPI document, one file for each tag and {@code service.yaml} for what
 * they share.
 *
 * <p>They are merged here and not by the framework, whose own merge lets the scan's "OK" replace the text of a
 * response.
 */
final class OpenApiTexts {

    private static final String DIRECTORY = "META-INF/openapi";

    private OpenApiTexts() {}

    /** Adds the texts to what the scan has found; where both say something, the text counts. */
    static void addTo(OpenAPI scanned) {
        try {
            ClassPathUtils.consumeAsPaths(
                    DIRECTORY,
                    directory -> files(directory).forEach(file -> MergeUtil.mergeObjects(scanned, read(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OpenAPI read(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            OpenAPI texts = SmallRyeOpenAPI.builder()
                    .withCustomStaticFile(() -> stream)
                    .enableModelReader(false)
                    .enableStandardStaticFiles(false)
                    .enableAnnotationScan(false)
                    .enableStandardFilter(false)
                    .build()
                    .model();
            // The reader makes up a title and a version for every part.
            texts.setInfo(null);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
