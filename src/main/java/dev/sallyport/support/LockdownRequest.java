package dev.sallyport.support;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The reason for locking a user down. */
@Schema(name = "LockDownUserRequest")
record LockdownRequest(
        @NotNull
        @Size(min = 10, max = 500)
        @Pattern(regexp = "\\S[\\s\\S]*\\S", message = "must not begin or end with a space")
        String reason) {

    @Override
    public String toString() {
        return "LockdownRequest"; // an agent's words about a person belong into the trail, not into a log
    }
}
