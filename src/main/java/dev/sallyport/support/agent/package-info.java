/** What agents may do, and how often: the checks that come before each of their acts. */
@NullMarked
package dev.sallyport.support.agent;

import org.jspecify.annotations.NullMarked;
