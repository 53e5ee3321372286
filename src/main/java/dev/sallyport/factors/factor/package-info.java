/** The contract of a second factor. */
package dev.sallyport.factors.factor;
