/**
 * The long-lived tokens of a single-page app as cookies: which there are, who may use them, how they are read and set.
 */
@NullMarked
package dev.sallyport.base.cookie;

import org.jspecify.annotations.NullMarked;
