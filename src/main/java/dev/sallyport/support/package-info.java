/** What support agents do for users: find them, unlock, lock down, give access codes, and revoke devices. */
@NullMarked
package dev.sallyport.support;

import org.jspecify.annotations.NullMarked;
