/** Beans, clock, embedded default and start-up checks; nothing depends on it. */
package dev.sallyport.edge.platform;
