/** Sealing, keyed hashes and random values: plain Java over Tink and the JDK. */
package dev.sallyport.security.crypto;
