package dev.sallyport.moving;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one row.
 *
 * @param line the number of its line, from 1
 * @param status created, updated, unchanged or failed; in a dry run what it would be
 * @param id of the user; null for one that failed or that a dry run would create
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RowResult(
        int line,
        String status,
        @Nullable UserId id,
        @Nullable String externalId,
        @Nullable Problem problem) {

    static final String CREATED = "created";
    static final String UPDATED = "updated";
    static final String UNCHANGED = "unchanged";
    static final String FAILED = "failed";
}
