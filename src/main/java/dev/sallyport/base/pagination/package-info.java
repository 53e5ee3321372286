/** Pagination: the items of a page, and the cursor to the next one. */
@NullMarked
package dev.sallyport.base.pagination;

import org.jspecify.annotations.NullMarked;
