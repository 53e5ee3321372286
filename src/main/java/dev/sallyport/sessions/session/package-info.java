/** Sessions and what proves them: their tokens and their live state. */
package dev.sallyport.sessions.session;
