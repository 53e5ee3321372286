/** For whom two-factor sign-in is required, since when, and until when it may be skipped. */
package dev.sallyport.policies.policy;
