/** Password hashing and strength. */
@NullMarked
package dev.sallyport.accounts.password;

import org.jspecify.annotations.NullMarked;
