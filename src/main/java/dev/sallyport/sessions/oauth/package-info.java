/** What other systems' OAuth libraries call: tokens, their introspection and revocation, and discovery. */
@NullMarked
package dev.sallyport.sessions.oauth;

import org.jspecify.annotations.NullMarked;
