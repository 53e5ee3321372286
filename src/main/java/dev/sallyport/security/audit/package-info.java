/** The security trail. */
@NullMarked
package dev.sallyport.security.audit;

import org.jspecify.annotations.NullMarked;
