/** RFC 4226 and RFC 6238 arithmetic, and the key as apps read it: plain Java. */
package dev.sallyport.factors.otp;
