/** The languages that mails, pages and problem titles are written in, and the choice among them. */
package dev.sallyport.base.language;
