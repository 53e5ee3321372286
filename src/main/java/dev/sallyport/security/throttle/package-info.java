/** Limits failed attempts, over all factors and replicas. */
package dev.sallyport.security.throttle;
