package dev.sallyport.moving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ImportCountsTest {

    private static List<RowResult> answers(RowStatus... statuses) {
        return Stream.of(statuses)
                .map(status -> new RowResult(1, status, null, null, null))
                .toList();
    }

    @Test
    void each_row_is_counted_by_its_status() {
        ImportCounts counts = ImportCounts.of(answers(
                RowStatus.CREATED,
                RowStatus.UPDATED,
                RowStatus.UPDATED,
                RowStatus.UNCHANGED,
                RowStatus.UNCHANGED,
                RowStatus.UNCHANGED,
                RowStatus.FAILED,
                RowStatus.FAILED,
                RowStatus.FAILED,
                RowStatus.FAILED));

        assertThat(counts).isEqualTo(new ImportCounts(1, 2, 3, 4));
        assertThat(counts.rows()).isEqualTo(10);
        assertThat(ImportCounts.of(List.of())).isEqualTo(ImportCounts.NONE);
    }

    @Test
    void counts_are_added_one_by_one() {
        assertThat(new ImportCounts(1, 2, 3, 4).plus(new ImportCounts(10, 20, 30, 40)))
                .isEqualTo(new ImportCounts(11, 22, 33, 44));
    }

    @Test
    void a_summary_has_the_counts_and_their_sum() {
        assertThat(ImportSummary.Counts.of(true, false, new ImportCounts(1, 2, 3, 4)))
                .isEqualTo(new ImportSummary.Counts(true, false, 10, 1, 2, 3, 4));
    }

    @Test
    void a_row_is_answered_with_the_name_of_its_status() throws JsonProcessingException {
        assertThat(new ObjectMapper().writeValueAsString(answers(RowStatus.values())))
                .isEqualTo("[{\"line\":1,\"status\":\"created\"},{\"line\":1,\"status\":\"updated\"},"
                        + "{\"line\":1,\"status\":\"unchanged\"},{\"line\":1,\"status\":\"failed\"}]");
    }
}
