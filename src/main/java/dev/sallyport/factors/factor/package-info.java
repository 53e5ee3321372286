/** The contract of a second factor, and the limit of wrong codes, over all factors and replicas. */
package dev.sallyport.factors.factor;
