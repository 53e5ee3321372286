package dev.sallyport.sessions.device;

import dev.sallyport.base.ids.DeviceId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A trusted device as its user sees it. */
@Schema(name = "Device")
public record DeviceView(
        @Schema(required = true) DeviceId id,
        @Schema(required = true, nullable = true) @Nullable String name,
        @Schema(required = true, nullable = true) @Nullable String browser,
        @Schema(required = true, nullable = true) @Nullable String os,
        @Schema(required = true, nullable = true) @Nullable String ip,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant lastSeenAt,
        @Schema(required = true) Instant expiresAt,
        @Schema(required = true) boolean current) {}
