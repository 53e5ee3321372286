/** Reads the security trail: users read their own events, owners and admins those of their account. */
@NullMarked
package dev.sallyport.trail;

import org.jspecify.annotations.NullMarked;
