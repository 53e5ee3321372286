/** The consequences of a report that a sign-in on a new device was not the user's own. */
@NullMarked
package dev.sallyport.selfservice.report;

import org.jspecify.annotations.NullMarked;
