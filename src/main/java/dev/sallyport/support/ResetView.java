package dev.sallyport.support;

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

        @Schema(nullable = true, description = "The second agent; null where none was needed, or not yet.")
        UUID approvedBy,

        @Schema(required = true) String reason,
        @Schema(required = true) String identityCheck,
        @Schema(required = true) Instant createdAt,

        @Schema(
                nullable = true,
                description =
                        "When an approved reset is executed, unless it is cancelled before; null where it need not wait.")
        Instant executeAfter,

        @Schema(nullable = true, description = "When the status last changed; null while it is as requested.")
        Instant decidedAt) {

    static ResetView of(TwoFactorReset reset) {
        return new ResetView(
                reset.id(),
                reset.userId(),
                reset.status().text(),
                reset.requestedBy(),
                reset.approvedBy(),
                reset.reason(),
                reset.identityCheck(),
                reset.createdAt(),
                reset.executeAfter(),
                reset.decidedAt());
    }

    @Override
    public String toString() {
        return "ResetView[id=" + id + ", status=" + status + "]";
    }
}
