/** Beans, clock, embedded default and start-up checks; only the commands depend on it. */
@NullMarked
package dev.sallyport.edge.platform;

import org.jspecify.annotations.NullMarked;
