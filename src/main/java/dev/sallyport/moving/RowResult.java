package dev.sallyport.moving;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one row.
 *
 * @param line the number of its line, from 1
 * @param id of the user; null for one that failed or that a dry run would create
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RowResult(
        int line,
        RowStatus status,
        @Nullable UserId id,
        @Nullable String externalId,
        @Nullable Problem problem) {}
