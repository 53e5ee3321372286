/** The outbox and the templates. */
@NullMarked
package dev.sallyport.mailing.mail;

import org.jspecify.annotations.NullMarked;
