package dev.sallyport.moving;

import java.util.List;

/** How many rows became what. */
record ImportCounts(int created, int updated, int unchanged, int failed) {

    static ImportCounts of(List<ImportedRow> answers) {
        return new ImportCounts(
                count(answers, ImportedRow.CREATED),
                count(answers, ImportedRow.UPDATED),
                count(answers, ImportedRow.UNCHANGED),
                count(answers, ImportedRow.FAILED));
    }

    int rows() {
        return created + updated + unchanged + failed;
    }

    private static int count(List<ImportedRow> answers, String status) {
        return (int) answers.stream()
                .filter(answer -> answer.status().equals(status))
                .count();
    }
}
