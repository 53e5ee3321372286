/** One HTTP exchange: its id, its language, what its path offers, and an answer as a file. */
@NullMarked
package dev.sallyport.base.exchange;

import org.jspecify.annotations.NullMarked;
