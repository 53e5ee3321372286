/** Who is calling, how strong and how fresh. */
package dev.sallyport.security.caller;
