/** Lets users change their password and email address. */
@NullMarked
package dev.sallyport.selfservice.profile;

import org.jspecify.annotations.NullMarked;
