/** Sign-in: the first factor, the outcome, the challenges and the codes that answer them. */
@NullMarked
package dev.sallyport.signin.verification;

import org.jspecify.annotations.NullMarked;
