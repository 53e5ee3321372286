package dev.sallyport.support;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A reset as agents see it. */
@Schema(name = "TwoFactorReset")
record ResetView(
        @Schema(required = true) UUID id,
        @Schema(required = true) UUID userId,

        @Schema(
                enumeration = {"requested", "approved", "executed", "cancelled"},
                required = true)
        String status,

        @Schema(required = true) UUID requestedBy,

        @Schema(nullable = true) UUID approvedBy,

        @Schema(required = true) String reason,
        @Schema(required = true) String identityCheck,
        @Schema(required = true) Instant createdAt,

        @Schema(nullable = true) Instant executeAfter,

        @Schema(nullable = true) Instant decidedAt) {

    @JsonIgnore
    boolean isExecuted() {
        return status.equals(TwoFactorReset.EXECUTED);
    }

    @Override
    public String toString() {
        return "ResetView[id=" + id + ", status=" + status + "]";
    }
}
