/** Network addresses: how they are read and written, and whose a request is that came through proxies. */
package dev.sallyport.base.network;
