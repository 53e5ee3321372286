/** Transactions that are repeated after a conflict, and the detection of a database outage. */
@NullMarked
package dev.sallyport.base.database;

import org.jspecify.annotations.NullMarked;
