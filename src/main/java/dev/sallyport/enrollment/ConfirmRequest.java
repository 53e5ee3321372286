package dev.sallyport.enrollment;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Proves that the app holds the key. */
record ConfirmRequest(
        @NotNull
        @Pattern(regexp = "[0-9]{6}", message = "must be exactly six digits")
        @Schema(required = true, examples = "492039")
        String code,

        @Schema(description = "Whether the user's other sessions end now.", defaultValue = "true")
        Boolean endOtherSessions) {

    boolean endsOtherSessions() {
        return !Boolean.FALSE.equals(endOtherSessions);
    }

    @Override
    public String toString() {
        return "ConfirmRequest"; // a code must not reach a log
    }
}
