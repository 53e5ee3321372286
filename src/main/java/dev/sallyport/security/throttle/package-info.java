/** Limits attempts at passwords and client secrets, and requests from one address, over all replicas. */
package dev.sallyport.security.throttle;
