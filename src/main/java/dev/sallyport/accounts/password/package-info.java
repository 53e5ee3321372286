/** Password hashing and strength. */
package dev.sallyport.accounts.password;
