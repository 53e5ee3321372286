/** Trusts, recognizes and revokes devices. */
@NullMarked
package dev.sallyport.sessions.device;

import org.jspecify.annotations.NullMarked;
