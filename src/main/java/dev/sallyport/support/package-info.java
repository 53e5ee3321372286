/** An agent's reset, with its safeguards. */
package dev.sallyport.support;
