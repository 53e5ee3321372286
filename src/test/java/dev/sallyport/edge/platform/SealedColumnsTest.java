package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.database.KeyedColumn;
import dev.sallyport.base.database.KeyedColumns;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A value that is sealed and that the job does not know would be lost with its key. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SealedColumnsTest {

    /** Sealed columns that are not sealed again, and why. */
    private static final Map<String, String> NOT_SEALED_AGAIN =
            Map.of("keyed_request.sealed_answer", "it lives for a day, and a retry under a removed key is refused");

    @Inject
    Instance<KeyedColumns> columns;

    @Inject
    Rows database;

    @Test
    @DisplayName(
            "[CRYP-02] every sealed column of the schema is sealed again under a new key, or there is a reason why not")
    void every_sealed_column_is_known() {
        Set<String> sealed = database
                .list(
                        "select table_name || '.' || column_name as name from information_schema.columns"
                                + " where table_schema = 'public' and column_name like 'sealed%' and data_type in ('bytea', 'ARRAY')")
                .stream()
                .map(row -> row.get("name").toString())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = columns.stream()
                .flatMap(ofPackage -> ofPackage.columns().stream())
                .filter(KeyedColumn::isSealed)
                .map(column -> column.table() + "." + column.column())
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(NOT_SEALED_AGAIN.keySet());

        assertThat(sealed).isEqualTo(known);
    }
}
