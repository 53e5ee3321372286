/** Traces: which are recorded, which parts of them leave the service, and where they are sent. */
@NullMarked
package dev.sallyport.edge.telemetry;

import org.jspecify.annotations.NullMarked;
