/** One-time access codes, which support agents give to users who have lost a second factor. */
@NullMarked
package dev.sallyport.factors.accesscode;

import org.jspecify.annotations.NullMarked;
