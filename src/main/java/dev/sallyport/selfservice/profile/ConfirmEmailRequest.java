package dev.sallyport.selfservice.profile;

import dev.sallyport.factors.factor.TypedCode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The code that was mailed to the new address. */
record ConfirmEmailRequest(
        @NotNull @Size(max = TypedCode.MAX_LENGTH) @Schema(required = true)
        String code) {

    @Override
    public String toString() {
        return "ConfirmEmailRequest";
    }
}
