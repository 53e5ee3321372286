/** Signs and reads access tokens; holds the signing keys. */
@NullMarked
package dev.sallyport.security.token;

import org.jspecify.annotations.NullMarked;
