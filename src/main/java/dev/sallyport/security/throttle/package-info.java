/** Limits attempts at passwords and client secrets, and requests from one address, over all replicas. */
@NullMarked
package dev.sallyport.security.throttle;

import org.jspecify.annotations.NullMarked;
