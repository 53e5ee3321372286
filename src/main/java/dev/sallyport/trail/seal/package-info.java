/** Seals the trail by signed chains of hashes, and publishes the seals and their keys. */
@NullMarked
package dev.sallyport.trail.seal;

import org.jspecify.annotations.NullMarked;
