package dev.sallyport.selfservice.profile;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Whose password is forgotten. */
record ForgotPasswordRequest(
        @NotNull @Size(min = 1, max = 320) String email) {}
