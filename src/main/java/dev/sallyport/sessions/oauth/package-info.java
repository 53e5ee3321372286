/** The OAuth endpoints: tokens, their introspection and revocation, and discovery. */
@NullMarked
package dev.sallyport.sessions.oauth;

import org.jspecify.annotations.NullMarked;
