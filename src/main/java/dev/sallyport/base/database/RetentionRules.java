package dev.sallyport.base.database;

import java.util.List;

/**
 * How long a package keeps the rows of its tables. Each package that owns a table with an end has one such bean; a
 * table without a rule is listed in a test, with the reason.
 */
public interface RetentionRules {

    /** One for each time that ends a row. */
    List<RetentionRule> rules();
}
