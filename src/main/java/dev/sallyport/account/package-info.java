/** Accounts, users and members. */
package dev.sallyport.account;
