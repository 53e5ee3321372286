/** RFC 4226 and RFC 6238 arithmetic, and the key as apps read it: plain Java. */
@NullMarked
package dev.sallyport.factors.otp;

import org.jspecify.annotations.NullMarked;
