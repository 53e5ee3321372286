/** The security trail. */
package dev.sallyport.security.audit;
