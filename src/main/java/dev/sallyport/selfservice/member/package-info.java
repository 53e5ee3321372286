/** The users of an account: who they are, who joins by invitation, and what those who run the account may do. */
@NullMarked
package dev.sallyport.selfservice.member;

import org.jspecify.annotations.NullMarked;
