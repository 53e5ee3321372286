/** A new password that a user did not ask for: required by a client, an operator, or the owner of an account. */
@NullMarked
package dev.sallyport.selfservice.passwordchange;

import org.jspecify.annotations.NullMarked;
