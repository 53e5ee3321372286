/** Who is calling, how strong and how fresh. */
@NullMarked
package dev.sallyport.security.caller;

import org.jspecify.annotations.NullMarked;
