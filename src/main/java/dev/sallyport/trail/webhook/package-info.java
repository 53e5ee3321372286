/** Sends events to other systems over HTTP (Standard Webhooks). */
@NullMarked
package dev.sallyport.trail.webhook;

import org.jspecify.annotations.NullMarked;
