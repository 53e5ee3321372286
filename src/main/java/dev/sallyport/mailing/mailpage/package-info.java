/** The few pages behind links in mails: opening one changes nothing, its button does. */
package dev.sallyport.mailing.mailpage;
