/**
 * When a token that was already exchanged may bring its successor once more: the rule that refresh and device tokens
 * share (RFC 9700 section 4.14).
 */
@NullMarked
package dev.sallyport.sessions.rotation;

import org.jspecify.annotations.NullMarked;
