/** Lets users change their email address. */
@NullMarked
package dev.sallyport.selfservice.emailchange;

import org.jspecify.annotations.NullMarked;
