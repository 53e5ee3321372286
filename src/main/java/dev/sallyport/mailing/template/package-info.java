/** The templates of mails and the texts in them: the built-in ones, and those of an operator. */
@NullMarked
package dev.sallyport.mailing.template;

import org.jspecify.annotations.NullMarked;
