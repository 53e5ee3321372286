/** Trusts, recognises and revokes devices. */
package dev.sallyport.device;
