/** Tells other systems by HTTP what happens (Standard Webhooks). */
@NullMarked
package dev.sallyport.trail.webhook;

import org.jspecify.annotations.NullMarked;
