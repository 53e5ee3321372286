/** Network addresses: how they are read and written, and whose a request is that came through proxies. */
@NullMarked
package dev.sallyport.base.network;

import org.jspecify.annotations.NullMarked;
