package dev.sallyport.sessions.device;

import dev.sallyport.base.ids.DeviceId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A trusted device as its user sees it. */
@Schema(name = "Device")
public record DeviceView(
        @Schema(required = true) DeviceId id,

        @Schema(nullable = true, description = "What the user calls it; null where they never said.") @Nullable
        String name,

        @Schema(nullable = true, description = "Null where the client does not say.", examples = "Chrome 140") @Nullable
        String browser,

        @Schema(nullable = true, description = "Null where the client does not say.", examples = "Windows") @Nullable
        String os,

        @Schema(nullable = true, description = "The network address of the last sign-in there.") @Nullable
        String ip,

        @Schema(required = true) Instant createdAt,

        @Schema(required = true, description = "The last sign-in there.")
        Instant lastSeenAt,

        @Schema(required = true, description = "When it becomes new again.")
        Instant expiresAt,

        @Schema(required = true, description = "Whether it is the device of the session that asks.")
        boolean current) {}
