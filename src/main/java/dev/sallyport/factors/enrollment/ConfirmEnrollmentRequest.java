package dev.sallyport.factors.enrollment;

import dev.sallyport.factors.factor.TypedCode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Proves that the app holds the key. */
record ConfirmEnrollmentRequest(
        @NotNull
        @Size(max = TypedCode.MAX_LENGTH)
        @Schema(
                required = true,
                description = "Six digits of the app; spaces and dashes around and between do not count.",
                examples = "492039")
        String code,

        @Schema(description = "Whether the user's other sessions end now.", defaultValue = "true")
        Boolean endOtherSessions) {

    boolean endsOtherSessions() {
        return !Boolean.FALSE.equals(endOtherSessions);
    }

    @Override
    public String toString() {
        return "ConfirmEnrollmentRequest"; // a code must not reach a log
    }
}
