/** Browsers and systems by the names that people know, read from what a client says of itself. */
@NullMarked
package dev.sallyport.base.useragent;

import org.jspecify.annotations.NullMarked;
