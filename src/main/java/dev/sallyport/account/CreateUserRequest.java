package dev.sallyport.account;

import dev.sallyport.password.PasswordPolicy;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.CodePointLength;
import org.hibernate.validator.constraints.CodePointLength.NormalizationStrategy;

/** A new user of an account. */
record CreateUserRequest(
        @NotNull @Deliverable @Schema(required = true, examples = "grace@example.org")
        String email,

        @NotNull @Schema(required = true) Role role,

        @NotNull
        @Size(max = PasswordPolicy.MAX_LENGTH * 2)
        @CodePointLength(max = PasswordPolicy.MAX_LENGTH, normalizationStrategy = NormalizationStrategy.NFC)
        @Schema(
                required = true,
                minLength = PasswordPolicy.MIN_LENGTH,
                maxLength = PasswordPolicy.MAX_LENGTH,
                examples = "copper lantern 7 orbit")
        String password) {

    @Override
    public String toString() {
        return "CreateUserRequest";
    }
}
