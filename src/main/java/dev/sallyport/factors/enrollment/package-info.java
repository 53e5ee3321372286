/** Binds, replaces and removes authenticators. */
package dev.sallyport.factors.enrollment;
