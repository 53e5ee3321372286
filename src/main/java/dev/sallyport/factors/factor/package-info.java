/** The contract of a second factor, and the limit of wrong codes, over all factors and replicas. */
@NullMarked
package dev.sallyport.factors.factor;

import org.jspecify.annotations.NullMarked;
