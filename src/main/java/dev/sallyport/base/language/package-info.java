/** The languages that mails, pages and problem titles are written in, and the choice among them. */
@NullMarked
package dev.sallyport.base.language;

import org.jspecify.annotations.NullMarked;
