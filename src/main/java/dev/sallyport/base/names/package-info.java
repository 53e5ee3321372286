/** Names that users choose and others read: which texts can be one, and which a program would make a link of. */
@NullMarked
package dev.sallyport.base.names;

import org.jspecify.annotations.NullMarked;
