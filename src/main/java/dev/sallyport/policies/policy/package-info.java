/** Policies: for whom two-factor sign-in is required, from when, and until when it can be skipped. */
@NullMarked
package dev.sallyport.policies.policy;

import org.jspecify.annotations.NullMarked;
