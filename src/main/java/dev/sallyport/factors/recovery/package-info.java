/** Recovery codes and the paper key. */
@NullMarked
package dev.sallyport.factors.recovery;

import org.jspecify.annotations.NullMarked;
