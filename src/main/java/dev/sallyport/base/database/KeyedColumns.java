package dev.sallyport.base.database;

import java.util.List;

/** The columns of a package that need a key of the keyset. Each package that has one has such a bean. */
public interface KeyedColumns {

    /** One for each column. */
    List<KeyedColumn> columns();
}
