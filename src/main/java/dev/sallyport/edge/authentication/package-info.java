/** Authenticates the callers of the API by their Authorization header, and records what they are denied. */
@NullMarked
package dev.sallyport.edge.authentication;

import org.jspecify.annotations.NullMarked;
