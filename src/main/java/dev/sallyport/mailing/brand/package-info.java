/** What the mails of the service, and of an account, look like and whom they come from. */
@NullMarked
package dev.sallyport.mailing.brand;

import org.jspecify.annotations.NullMarked;
