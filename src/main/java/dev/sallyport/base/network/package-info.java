/** Network addresses: their parsing and formatting, and the client's address behind proxies. */
@NullMarked
package dev.sallyport.base.network;

import org.jspecify.annotations.NullMarked;
