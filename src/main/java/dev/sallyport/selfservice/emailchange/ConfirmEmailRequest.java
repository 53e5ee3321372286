package dev.sallyport.selfservice.emailchange;

import dev.sallyport.factors.factor.CodeInput;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The code that was mailed to the new address. */
record ConfirmEmailRequest(
        @NotNull @Size(max = CodeInput.MAX_LENGTH) String code) {

    @Override
    public String toString() {
        return "ConfirmEmailRequest";
    }
}
