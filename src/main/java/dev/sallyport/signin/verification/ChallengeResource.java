package dev.sallyport.signin.verification;

import dev.sallyport.security.caller.CurrentCaller;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** An open challenge, for the holder of its token. */
@Path("/v1/sign-in/challenge")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sign-in")
public class ChallengeResource {

    private final SecondStep secondDoor;
    private final CurrentCaller caller;

    ChallengeResource(SecondStep secondDoor, CurrentCaller caller) {
        this.secondDoor = secondDoor;
        this.caller = caller;
    }

    @POST
    @PermitAll
    @Operation(
            operationId = "getChallenge",
            summary = "How an open challenge stands",
            description = "For a page that was loaded anew, and for polling what becomes of the mail: every few seconds"
                    + " is enough. It changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The challenge, without its token.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ChallengeView.class),
                            examples = @ExampleObject(name = "sent", value = """
                                    {"status": "challenge_required", "expiresAt": "2026-11-23T10:10:00Z",
                                     "purpose": "device_verification", "methods": ["email_code"], "attemptsLeft": 5,
                                     "emailHint": "a•••@e•••.org", "resendAfter": "2026-11-23T10:00:30Z",
                                     "delivery": "sent", "trustDeviceAllowed": false}
                                    """)))
    @APIResponse(responseCode = "401", description = "`challenge-expired`: expired, used, voided, unknown.")
    public ChallengeView challenge(@Valid @NotNull ChallengeRequest request) {
        return secondDoor.view(request.challengeToken(), caller.context());
    }
}
