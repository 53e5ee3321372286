/** The contract of a second factor. */
package dev.sallyport.factor;
