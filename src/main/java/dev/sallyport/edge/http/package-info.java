/** What applies to every request: request id, limits, headers, strict JSON and the published contract. */
@NullMarked
package dev.sallyport.edge.http;

import org.jspecify.annotations.NullMarked;
