package dev.sallyport.selfservice.report;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The token of the link in the user's mail, and whether the user is locked down too. */
@Schema(name = "ReportActivityRequest")
record ReportActivityRequest(
        @NotNull @Size(max = 200) String token,

        @Schema(defaultValue = "false") Boolean lockdown) {

    boolean locksDown() {
        return Boolean.TRUE.equals(lockdown);
    }

    @Override
    public String toString() {
        return "ReportActivityRequest"; // a token must not reach a log
    }
}
