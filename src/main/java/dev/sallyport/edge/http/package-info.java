/** The surface that every call passes: request id, limits, headers, strict JSON and the published contract. */
package dev.sallyport.edge.http;
