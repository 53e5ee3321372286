/** The code sent by email: derived from its challenge, never stored. */
@NullMarked
package dev.sallyport.factors.email;

import org.jspecify.annotations.NullMarked;
