/** Accounts, users and members. */
package dev.sallyport.accounts.account;
