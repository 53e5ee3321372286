package dev.sallyport.support;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A reset as agents see it. */
record ResetView(
        @Schema(required = true) UUID id,
        @Schema(required = true) UserId userId,

        @Schema(
                enumeration = {"requested", "approved", "executed", "cancelled"},
                required = true)
        String status,

        @Schema(required = true) UserId requestedBy,

        @Schema(nullable = true, description = "The second agent; null where none was needed, or not yet.") @Nullable
        UserId approvedBy,

        @Schema(required = true) String reason,
        @Schema(required = true) String identityCheck,
        @Schema(required = true) Instant createdAt,

        @Schema(
                nullable = true,
                description =
                        "When an approved reset is executed, unless it is cancelled before; null where it need not wait.")
        @Nullable
        Instant executeAfter,

        @Schema(nullable = true, description = "When the status last changed; null while it is as requested.") @Nullable
        Instant decidedAt) {

    @JsonIgnore
    boolean isExecuted() {
        return status.equals(TwoFactorReset.EXECUTED);
    }

    @Override
    public String toString() {
        return "ResetView[id=" + id + ", status=" + status + "]";
    }
}
