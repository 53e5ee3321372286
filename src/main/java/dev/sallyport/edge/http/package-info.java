/** The surface that every call passes: request id, limits, headers, strict JSON and the published contract. */
@NullMarked
package dev.sallyport.edge.http;

import org.jspecify.annotations.NullMarked;
