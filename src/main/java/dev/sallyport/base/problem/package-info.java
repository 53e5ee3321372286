/** The catalog of refusals, and their conversion to HTTP responses (RFC 9457). */
@NullMarked
package dev.sallyport.base.problem;

import org.jspecify.annotations.NullMarked;
