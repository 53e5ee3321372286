/** The long-lived tokens of a single-page app as cookies: which there are, who may use them, how they are read and set. */
package dev.sallyport.base.cookie;
