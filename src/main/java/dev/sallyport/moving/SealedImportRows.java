package dev.sallyport.moving;

import dev.sallyport.base.database.KeyedColumn;
import dev.sallyport.base.database.KeyedColumns;
import jakarta.inject.Singleton;
import java.util.List;

/** The rows that wait for an import, for the job that seals them again under a new key. */
@Singleton
class SealedImportRows implements KeyedColumns {

    private static final String CONTEXT = "'user_import_chunk|' || import_id || '|' || number";

    @Override
    public List<KeyedColumn> columns() {
        return List.of(KeyedColumn.sealed("user_import_chunk", "sealed_rows", CONTEXT, "import_id", "number"));
    }
}
