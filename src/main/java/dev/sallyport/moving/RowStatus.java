package dev.sallyport.moving;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of a row; in a dry run what would become of it. */
enum RowStatus {
    CREATED,
    UPDATED,
    UNCHANGED,
    FAILED;

    /** Its name in answers. */
    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
