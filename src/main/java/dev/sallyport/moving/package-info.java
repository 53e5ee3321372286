/** Taking users over from another system. */
@NullMarked
package dev.sallyport.moving;

import org.jspecify.annotations.NullMarked;
