/** Resets of second factors, by agents and by owners or admins: from the request to the execution. */
@NullMarked
package dev.sallyport.support.reset;

import org.jspecify.annotations.NullMarked;
