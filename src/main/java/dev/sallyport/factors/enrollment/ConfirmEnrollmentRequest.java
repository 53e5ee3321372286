package dev.sallyport.factors.enrollment;

import dev.sallyport.factors.factor.CodeInput;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Proves that the app holds the key. */
@Schema(name = "ConfirmEnrollmentRequest")
record ConfirmEnrollmentRequest(
        @NotNull @Size(max = CodeInput.MAX_LENGTH) String code,

        @Schema(defaultValue = "true") Boolean endOtherSessions) {

    boolean endsOtherSessions() {
        return !Boolean.FALSE.equals(endOtherSessions);
    }

    @Override
    public String toString() {
        return "ConfirmEnrollmentRequest"; // a code must not reach a log
    }
}
