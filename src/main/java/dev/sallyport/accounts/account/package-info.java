/** Accounts, users and members. */
@NullMarked
package dev.sallyport.accounts.account;

import org.jspecify.annotations.NullMarked;
