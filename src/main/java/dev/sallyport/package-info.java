/** Two-factor sign-in as one small service. */
package dev.sallyport;
