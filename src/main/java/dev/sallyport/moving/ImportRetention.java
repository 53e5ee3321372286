package dev.sallyport.moving;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * How long imports that run by themselves are kept, with the rows that failed; and rows that wait, which an import
 * deletes as it does them, and at its end.
 */
@Singleton
class ImportRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                RetentionRule.delete("user_import", "finished_at", "id"),
                RetentionRule.delete("user_import_chunk", "created_at", "import_id", "number")
                        .keptFor(ImportJob.LIFE.plusDays(1)));
    }
}
