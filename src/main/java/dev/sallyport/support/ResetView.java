package dev.sallyport.support;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A reset as agents see it. */
record ResetView(
        @Schema(required = true) UUID id,
        @Schema(required = true) UUID userId,

        @Schema(
                enumeration = {"requested", "approved", "executed", "cancelled"},
                required = true)
        String status,

        @Schema(required = true) UUID requestedBy,

        @Schema(description = "The second agent, where one was needed.")
        UUID approvedBy,

        @Schema(required = true) String reason,
        @Schema(required = true) String identityCheck,
        @Schema(required = true) Instant createdAt,

        @Schema(description = "When an approved reset is executed, unless it is cancelled before.")
        Instant executeAfter,

        @Schema(description = "When the status last changed.")
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
