package dev.sallyport.accounts.account;

import dev.sallyport.base.language.Language;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The signed-in user. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Accounts and users")
public class MeResource {

    private final Profiles profiles;
    private final CurrentCaller caller;

    MeResource(Profiles profiles, CurrentCaller caller) {
        this.profiles = profiles;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.USER)
    @Operation(
            operationId = "getMe",
            summary = "Who is signed in: profile, accounts, roles",
            description = "The user behind the access token.")
    @APIResponse(
            responseCode = "200",
            description = "The user.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Profile.class),
                            examples = @ExampleObject(name = "me", value = """
                                    {"id": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44", "email": "ada@example.org",
                                     "emailVerified": true, "roles": [], "locale": null,
                                     "accounts": [{"id": "0199d3c2-5b1e-7c3a-9d55-2f6a1c0b7e11", "name": "Acme",
                                                   "role": "owner"}],
                                     "createdAt": "2026-11-23T09:48:00Z"}
                                    """)))
    public Profile me() {
        return profiles.find(caller.user().userId());
    }

    @PATCH
    @RolesAllowed(Roles.USER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "updateMe",
            summary = "Choose the language of mails and problem titles",
            description = "Without a choice, mails are in the language that the browser asked for at that moment.")
    @APIResponse(
            responseCode = "200",
            description = "The user.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Profile.class),
                            examples = @ExampleObject(name = "me", value = """
                                    {"id": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44", "email": "ada@example.org",
                                     "emailVerified": true, "roles": [], "locale": "de",
                                     "accounts": [{"id": "0199d3c2-5b1e-7c3a-9d55-2f6a1c0b7e11", "name": "Acme",
                                                   "role": "owner"}],
                                     "createdAt": "2026-11-23T09:48:00Z"}
                                    """)))
    public Profile update(@Valid @NotNull ProfileRequest request) {
        Language language = Language.asked(request.locale()).orElseThrow();
        return profiles.chooseLanguage(caller.user().userId(), language);
    }
}
