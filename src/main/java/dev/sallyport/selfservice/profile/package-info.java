/** What users change about themselves: the password and the email address. */
@NullMarked
package dev.sallyport.selfservice.profile;

import org.jspecify.annotations.NullMarked;
