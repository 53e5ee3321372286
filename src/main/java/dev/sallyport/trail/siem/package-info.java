/** Sends the trail to other systems of the operator: by syslog over TLS, and as logs by OTLP. */
@NullMarked
package dev.sallyport.trail.siem;

import org.jspecify.annotations.NullMarked;
