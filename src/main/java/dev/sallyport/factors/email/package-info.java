/** The code sent by email: derived from its challenge, never stored. */
package dev.sallyport.factors.email;
