/**
 * The answers to requests with an Idempotency-Key, kept for their retries (IETF draft
 * httpapi-idempotency-key-header).
 */
@NullMarked
package dev.sallyport.edge.idempotency;

import org.jspecify.annotations.NullMarked;
