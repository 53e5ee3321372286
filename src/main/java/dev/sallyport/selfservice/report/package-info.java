/** What follows when somebody says that a sign-in on a new device was not theirs. */
@NullMarked
package dev.sallyport.selfservice.report;

import org.jspecify.annotations.NullMarked;
