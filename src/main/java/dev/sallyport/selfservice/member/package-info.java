/** The users of an account: who they are, who joins by invitation, and what those who run the account may do. */
package dev.sallyport.selfservice.member;
