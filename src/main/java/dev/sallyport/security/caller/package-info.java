/** The caller of a request: its identity, and how strongly and how recently it was authenticated. */
@NullMarked
package dev.sallyport.security.caller;

import org.jspecify.annotations.NullMarked;
