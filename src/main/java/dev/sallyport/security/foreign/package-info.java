/** Password hashes that other systems made: their forms, what they cost, and the check of a password. */
@NullMarked
package dev.sallyport.security.foreign;

import org.jspecify.annotations.NullMarked;
