/** Backends that call this service: their credentials and scopes. */
@NullMarked
package dev.sallyport.clients;

import org.jspecify.annotations.NullMarked;
