package dev.sallyport.moving;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.ids.ImportId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An import that runs by itself, as its client sees it.
 *
 * @param lines the number of the last line with a row
 * @param line the rows up to this line are done
 * @param rows how many are done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Import")
record ImportView(
        @Schema(required = true) ImportId id,

        @Schema(
                enumeration = {"queued", "running", "done", "cancelled", "failed"},
                required = true)
        String state,

        @Schema(required = true) boolean dryRun,
        @Schema(required = true) int lines,
        @Schema(required = true) int line,
        @Schema(required = true) int rows,
        @Schema(required = true) int created,
        @Schema(required = true) int updated,
        @Schema(required = true) int unchanged,
        @Schema(required = true) int failed,
        @Schema(required = true) Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {}
