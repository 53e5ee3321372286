/** Beans, clock, embedded default and start-up checks; nothing depends on it. */
@NullMarked
package dev.sallyport.edge.platform;

import org.jspecify.annotations.NullMarked;
