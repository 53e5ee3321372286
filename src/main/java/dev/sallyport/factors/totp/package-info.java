/** Authenticator apps: their storage and the check of their codes. */
package dev.sallyport.factors.totp;
