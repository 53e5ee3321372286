package dev.sallyport.moving;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A row that failed.
 *
 * @param problem as the line of an answered import has it, with the id of the import in place of that of the request
 */
@Schema(name = "ImportFailure")
record ImportFailure(
        @Schema(required = true) int line,

        @Schema(ref = "Problem", required = true) JsonNode problem) {}
