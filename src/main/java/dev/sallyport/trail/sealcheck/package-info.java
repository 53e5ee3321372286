/** Verifies a trail by its seals, in the database or in an exported file. */
@NullMarked
package dev.sallyport.trail.sealcheck;

import org.jspecify.annotations.NullMarked;
