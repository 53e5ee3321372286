/** What follows when somebody says that a sign-in on a new device was not theirs. */
package dev.sallyport.selfservice.report;
