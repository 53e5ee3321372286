/** The few pages behind links in mails: opening one changes nothing, its button does. */
@NullMarked
package dev.sallyport.mailing.mailpage;

import org.jspecify.annotations.NullMarked;
