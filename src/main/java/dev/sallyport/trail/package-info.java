/** Reading the security trail: users what happened to them, owners and admins what happened in their account. */
package dev.sallyport.trail;
