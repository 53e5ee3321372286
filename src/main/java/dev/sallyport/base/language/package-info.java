/** The languages that mails, pages and problems are written in, and the choice among them. */
@NullMarked
package dev.sallyport.base.language;

import org.jspecify.annotations.NullMarked;
