/** Transactions that are repeated after a conflict, statements on the bare driver, and the detection of an outage. */
@NullMarked
package dev.sallyport.base.database;

import org.jspecify.annotations.NullMarked;
