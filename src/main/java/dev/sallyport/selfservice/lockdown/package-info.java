/** The lockdown of a user: nothing but support opens the user again. */
@NullMarked
package dev.sallyport.selfservice.lockdown;

import org.jspecify.annotations.NullMarked;
