/** Password hashing and strength. */
package dev.sallyport.password;
