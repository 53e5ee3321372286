/** What other systems' OAuth libraries call: tokens, their introspection and revocation, and discovery. */
package dev.sallyport.sessions.oauth;
