/** The outbox and the templates. */
package dev.sallyport.mailing.mail;
