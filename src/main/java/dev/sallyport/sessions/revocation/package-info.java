/** Tells backends which tokens they must no longer accept, although the tokens have not expired. */
@NullMarked
package dev.sallyport.sessions.revocation;

import org.jspecify.annotations.NullMarked;
