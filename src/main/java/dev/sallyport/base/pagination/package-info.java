/** Lists in pieces: the items of a page, and the cursor to the next one. */
package dev.sallyport.base.pagination;
