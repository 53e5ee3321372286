/** The contract of a second factor. */
@NullMarked
package dev.sallyport.factors.factor;

import org.jspecify.annotations.NullMarked;
