/** Names of browsers and operating systems, parsed from user agent headers. */
@NullMarked
package dev.sallyport.base.useragent;

import org.jspecify.annotations.NullMarked;
