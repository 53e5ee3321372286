/** Secrets that leave this service encrypted to a receiver's key, or come to it so: JWE (RFC 7516). */
@NullMarked
package dev.sallyport.security.jwe;

import org.jspecify.annotations.NullMarked;
