/** The reference pages: static files, served at {@code /ui} where a setting turns them on. */
@NullMarked
package dev.sallyport.edge.webui;

import org.jspecify.annotations.NullMarked;
