/** Trusts, recognises and revokes devices. */
package dev.sallyport.sessions.device;
