/** Seals the trail by signed chains of hashes, and says what in it was changed since. */
@NullMarked
package dev.sallyport.trail.seal;

import org.jspecify.annotations.NullMarked;
