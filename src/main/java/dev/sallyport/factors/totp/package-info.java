/** Authenticator apps: their storage and the check of their codes. */
@NullMarked
package dev.sallyport.factors.totp;

import org.jspecify.annotations.NullMarked;
