package dev.sallyport.moving;

import java.util.List;

/** How many rows became what. */
record ImportCounts(int created, int updated, int unchanged, int failed) {

    static ImportCounts of(List<RowResult> answers) {
        return new ImportCounts(
                count(answers, RowResult.CREATED),
                count(answers, RowResult.UPDATED),
                count(answers, RowResult.UNCHANGED),
                count(answers, RowResult.FAILED));
    }

    int rows() {
        return created + updated + unchanged + failed;
    }

    private static int count(List<RowResult> answers, String status) {
        return (int) answers.stream()
                .filter(answer -> answer.status().equals(status))
                .count();
    }
}
