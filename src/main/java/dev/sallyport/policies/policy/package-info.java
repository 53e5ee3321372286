/** For whom two-factor sign-in is required, since when, and until when it may be skipped. */
@NullMarked
package dev.sallyport.policies.policy;

import org.jspecify.annotations.NullMarked;
