/** Lets users change their password, and set a new one by a link in a mail. */
@NullMarked
package dev.sallyport.selfservice.ownpassword;

import org.jspecify.annotations.NullMarked;
