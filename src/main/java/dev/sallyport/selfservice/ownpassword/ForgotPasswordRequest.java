package dev.sallyport.selfservice.ownpassword;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The email address of the user who forgot their password. */
record ForgotPasswordRequest(
        @NotNull @Size(min = 1, max = 320) String email) {}
