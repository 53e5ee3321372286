/** Sessions and what proves them: their tokens and their live state. */
@NullMarked
package dev.sallyport.sessions.session;

import org.jspecify.annotations.NullMarked;
