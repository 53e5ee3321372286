/** Transactions that outlive a conflict, and what it looks like when the database cannot serve. */
@NullMarked
package dev.sallyport.base.database;

import org.jspecify.annotations.NullMarked;
