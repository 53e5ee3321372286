/** Browsers and systems by the names that people know, read from what a client says of itself. */
package dev.sallyport.base.useragent;
