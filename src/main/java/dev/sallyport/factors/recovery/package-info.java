/** Recovery codes and the paper key. */
package dev.sallyport.factors.recovery;
