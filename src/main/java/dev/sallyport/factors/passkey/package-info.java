/** Passkeys and security keys (W3C Web Authentication): stored public keys, and the check of what they have signed. */
@NullMarked
package dev.sallyport.factors.passkey;

import org.jspecify.annotations.NullMarked;
