/** An agent's reset, with its safeguards. */
@NullMarked
package dev.sallyport.support;

import org.jspecify.annotations.NullMarked;
