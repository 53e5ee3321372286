package dev.sallyport.signin.verification;

import dev.sallyport.sessions.session.SignedInResponse;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answers to a first step by their name in the contract; the records themselves are what is sent. */
@Schema(
        name = "SignInOutcome",
        oneOf = {SignedInResponse.class, ChallengeRequired.class, EnrollmentRequired.class},
        discriminatorProperty = "status",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "signed_in", schema = SignedInResponse.class),
            @DiscriminatorMapping(value = ChallengeRequired.STATUS, schema = ChallengeRequired.class),
            @DiscriminatorMapping(value = "enrollment_required", schema = EnrollmentRequired.class)
        })
interface SignInResponseSchema {}
