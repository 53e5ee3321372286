/** The erasure of users and accounts: at once by a backend, or later at the wish of the user. */
@NullMarked
package dev.sallyport.selfservice.erasure;

import org.jspecify.annotations.NullMarked;
