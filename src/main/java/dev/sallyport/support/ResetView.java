package dev.sallyport.support;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A reset as agents see it. */
@Schema(name = "TwoFactorReset")
record ResetView(
        @Schema(required = true) UUID id,
        @Schema(required = true) UserId userId,

        @Schema(
                enumeration = {"requested", "approved", "executed", "cancelled"},
                required = true)
        String status,

        @Schema(required = true) UserId requestedBy,

        @Schema(nullable = true) @Nullable UserId approvedBy,

        @Schema(required = true) String reason,
        @Schema(required = true) String identityCheck,
        @Schema(required = true) Instant createdAt,

        @Schema(nullable = true) @Nullable Instant executeAfter,

        @Schema(nullable = true) @Nullable Instant decidedAt) {

    @JsonIgnore
    boolean isExecuted() {
        return status.equals("executed");
    }

    @Override
    public String toString() {
        return "ResetView[id=" + id + ", status=" + status + "]";
    }
}
