package dev.sallyport.signin.verification;

import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.sessions.session.SessionTokens;
import dev.sallyport.sessions.session.SignInResponse;
import jakarta.annotation.security.RolesAllowed;
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
import org.jboss.resteasy.reactive.ResponseStatus;

/** The second door without the first, for backends that keep a password sign-in of their own. */
@Path("/v1/challenges")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_SIGN_IN)
@Tag(name = "Sign-in")
public class BackendSignInResource {

    private final BackendSignInService signIn;
    private final SessionTokens tokens;
    private final CurrentCaller caller;

    BackendSignInResource(BackendSignInService signIn, SessionTokens tokens, CurrentCaller caller) {
        this.signIn = signIn;
        this.tokens = tokens;
        this.caller = caller;
    }

    @POST
    @Operation(
            operationId = "openChallenge",
            summary = "The second door for a user whose password a backend has checked",
            description =
                    "The outcomes of `/v1/sign-in`, and a challenge is answered at `/v1/sign-in/verify` as any other."
                            + " That the password was right is the backend's word: `amr` says `pwd`. It ends with the"
                            + " client that opened it.")
    @APIResponse(
            responseCode = "200",
            description = "Signed in, or what is needed first: see `status`.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SignInOutcome.class),
                            examples = {
                                @ExampleObject(name = "bySecondFactor", value = SignInExamples.BY_SECOND_FACTOR),
                                @ExampleObject(name = "byEmail", value = SignInExamples.BY_EMAIL),
                                @ExampleObject(name = "enrollment", value = SignInExamples.ENROLLMENT),
                                @ExampleObject(name = "signedIn", value = SignInExamples.SIGNED_IN)
                            }))
    @APIResponse(responseCode = "404", description = "`not-found`: no active user.")
    @APIResponse(responseCode = "409", description = "`conflict`: the user cannot answer a challenge of that purpose.")
    public SignInResponse open(@Valid @NotNull BackendSignInRequest request) {
        return signIn.open(request, caller.client(), caller.originOf(request.ip(), request.userAgent()))
                .answer(signedIn -> tokens.sign(signedIn.session(), signedIn.notices()));
    }

    @POST
    @Path("/totp-check")
    @ResponseStatus(204)
    @Operation(
            operationId = "checkTotp",
            summary = "Whether a code of a user's app is right, for an act of the backend's own",
            description =
                    "No session comes of it. The code is spent, and works nowhere again; wrong ones count together"
                            + " with all others of the user: ten in a row lock the second step.")
    @APIResponse(responseCode = "204", description = "It is right, and spent.")
    @APIResponse(
            responseCode = "401",
            description = "`invalid-code` with `attemptsLeft`, and `reason` for a code that was right once.")
    @APIResponse(responseCode = "404", description = "`not-found`: no active user.")
    @APIResponse(responseCode = "409", description = "`conflict`: two-factor sign-in is not on.")
    @APIResponse(
            responseCode = "429",
            description = "`too-many-attempts` of this user, `too-many-requests` of this client.")
    public void check(@Valid @NotNull BackendTotpCheck request) {
        signIn.check(request, caller.client(), caller.context());
    }
}
