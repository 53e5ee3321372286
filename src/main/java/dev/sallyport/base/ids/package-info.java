/** The ids that cross packages, a type for each kind of thing. */
@NullMarked
package dev.sallyport.base.ids;

import org.jspecify.annotations.NullMarked;
