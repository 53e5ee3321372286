package dev.sallyport.sessions.device;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A trusted device as its user sees it. */
@Schema(name = "Device")
public record DeviceView(
        @Schema(required = true) UUID id,
        @Schema(nullable = true) String name,
        @Schema(nullable = true) String browser,
        @Schema(nullable = true) String os,
        @Schema(nullable = true) String ip,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant lastSeenAt,
        @Schema(required = true) Instant expiresAt,
        @Schema(required = true) boolean current) {}
