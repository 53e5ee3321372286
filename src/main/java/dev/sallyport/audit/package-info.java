/** The security trail. */
package dev.sallyport.audit;
