/** Limits failed attempts, over all factors and replicas. */
@NullMarked
package dev.sallyport.security.throttle;

import org.jspecify.annotations.NullMarked;
