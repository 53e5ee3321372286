/** The catalogue of refusals and the one place they become HTTP (RFC 9457). */
@NullMarked
package dev.sallyport.base.problem;

import org.jspecify.annotations.NullMarked;
