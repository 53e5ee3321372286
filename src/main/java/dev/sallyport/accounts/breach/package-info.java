/** Passwords that were stolen elsewhere and published: no user may set one of them. */
@NullMarked
package dev.sallyport.accounts.breach;

import org.jspecify.annotations.NullMarked;
