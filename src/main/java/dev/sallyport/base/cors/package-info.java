/** The origins of other hosts whose pages may call. */
package dev.sallyport.base.cors;
