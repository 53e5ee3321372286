/** Reading the security trail: users what happened to them, owners and admins what happened in their account. */
@NullMarked
package dev.sallyport.trail;

import org.jspecify.annotations.NullMarked;
