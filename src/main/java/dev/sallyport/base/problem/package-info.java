/** The catalogue of refusals and the one place they become HTTP (RFC 9457). */
package dev.sallyport.base.problem;
