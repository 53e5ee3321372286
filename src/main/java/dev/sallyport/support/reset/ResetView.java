package dev.sallyport.support.reset;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A reset as agents see it, and its requester. */
@Schema(name = "TwoFactorReset")
record ResetView(
        @Schema(required = true) UUID id,
        @Schema(required = true) UserId userId,

        @Schema(
                enumeration = {"requested", "approved", "executed", "cancelled"},
                required = true)
        String status,

        @Schema(required = true, nullable = true) @Nullable AccountId accountId,

        @Schema(required = true) UserId requestedBy,

        @Schema(required = true, nullable = true) @Nullable UserId approvedBy,

        @Schema(required = true) String reason,
        @Schema(required = true) String identityCheck,
        @Schema(required = true) Instant createdAt,

        @Schema(required = true, nullable = true) @Nullable Instant executeAfter,

        @Schema(required = true, nullable = true) @Nullable Instant decidedAt) {

    static ResetView of(TwoFactorReset reset) {
        return new ResetView(
                reset.id(),
                reset.userId(),
                reset.status().text(),
                reset.accountId(),
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
