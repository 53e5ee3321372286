/** Binds, replaces and removes authenticators. */
@NullMarked
package dev.sallyport.factors.enrollment;

import org.jspecify.annotations.NullMarked;
