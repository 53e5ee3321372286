package dev.sallyport.verification;

import dev.sallyport.session.SignInAnswer;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A policy requires a second factor, and the user has none yet. */
@Schema(
        description =
                "Set up a second factor with this token as the bearer; it opens the enrollment calls, nothing else.")
record EnrollmentRequired(
        @Schema(enumeration = "enrollment_required", required = true)
        String status,

        @Schema(required = true, description = "Opaque.") String enrollmentToken,

        @Schema(required = true, description = "Seconds until the token ends.")
        long expiresIn)
        implements SignInAnswer {

    @Override
    public String toString() {
        return "EnrollmentRequired";
    }
}
