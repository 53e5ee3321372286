/** The origins of other hosts whose pages may call. */
@NullMarked
package dev.sallyport.base.cors;

import org.jspecify.annotations.NullMarked;
