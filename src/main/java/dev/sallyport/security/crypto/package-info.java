/** Sealing, keyed hashes and random values: plain Java over Tink and the JDK. */
@NullMarked
package dev.sallyport.security.crypto;

import org.jspecify.annotations.NullMarked;
