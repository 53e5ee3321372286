/** Transactions that outlive a conflict, and what it looks like when the database cannot serve. */
package dev.sallyport.base.database;
