/** What the tests share: the database, the clock, the mailbox and the fixtures. */
package dev.sallyport.testing;
