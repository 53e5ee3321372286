/** What a single-page app needs of the service: its long-lived tokens as cookies, and the origins that may call. */
@NullMarked
package dev.sallyport.base.browser;

import org.jspecify.annotations.NullMarked;
