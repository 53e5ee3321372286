/** The steps of the work as spans of a trace. */
@NullMarked
package dev.sallyport.base.tracing;

import org.jspecify.annotations.NullMarked;
