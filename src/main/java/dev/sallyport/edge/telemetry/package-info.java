/** Traces: which are recorded, what of them leaves the service, and where to. */
@NullMarked
package dev.sallyport.edge.telemetry;

import org.jspecify.annotations.NullMarked;
