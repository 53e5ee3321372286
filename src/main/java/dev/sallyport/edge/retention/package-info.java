/** Deletes rows at the end of their time, by the rules that each package gives. */
@NullMarked
package dev.sallyport.edge.retention;

import org.jspecify.annotations.NullMarked;
