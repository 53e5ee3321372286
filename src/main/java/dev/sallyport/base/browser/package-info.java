/** Support for single-page apps: long-lived tokens as cookies, and the origins that may send requests. */
@NullMarked
package dev.sallyport.base.browser;

import org.jspecify.annotations.NullMarked;
