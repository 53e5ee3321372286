/** The users of an account: members, invitations, and what owners and admins may do with them. */
@NullMarked
package dev.sallyport.selfservice.member;

import org.jspecify.annotations.NullMarked;
