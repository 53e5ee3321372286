/** The chains of seals and what they cover, as data: what is hashed and signed, and what retention may remove. */
@NullMarked
package dev.sallyport.trail.chain;

import org.jspecify.annotations.NullMarked;
