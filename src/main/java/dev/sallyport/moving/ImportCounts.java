package dev.sallyport.moving;

import java.util.List;

/** How many rows became what. */
record ImportCounts(int created, int updated, int unchanged, int failed) {

    static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0);

    static ImportCounts of(List<RowResult> answers) {
        return new ImportCounts(
                count(answers, RowStatus.CREATED),
                count(answers, RowStatus.UPDATED),
                count(answers, RowStatus.UNCHANGED),
                count(answers, RowStatus.FAILED));
    }

    ImportCounts plus(ImportCounts more) {
        return new ImportCounts(
                created + more.created, updated + more.updated, unchanged + more.unchanged, failed + more.failed);
    }

    int rows() {
        return created + updated + unchanged + failed;
    }

    private static int count(List<RowResult> answers, RowStatus status) {
        return (int)
                answers.stream().filter(answer -> answer.status() == status).count();
    }
}
