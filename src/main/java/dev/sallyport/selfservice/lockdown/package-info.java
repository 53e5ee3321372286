/** The lockdown of a user, which only support lifts. */
@NullMarked
package dev.sallyport.selfservice.lockdown;

import org.jspecify.annotations.NullMarked;
