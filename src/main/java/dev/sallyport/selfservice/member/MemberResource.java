package dev.sallyport.selfservice.member;

import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The users of an account. */
@Path("/v1/accounts/{accountId}/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.USER, Roles.CLIENT_PROVISION})
@Tag(name = "Accounts and users")
public class MemberResource {

    private static final String NOT_FOUND = "`not-found`: no such account, none of yours, or nobody of that id in it.";
    private static final String FORBIDDEN =
            "`forbidden`: neither owner nor admin, or an admin where it takes an owner: an admin makes, changes and removes"
                    + " no owners.";

    private final AddingService adding;
    private final MemberService members;
    private final MemberList list;
    private final CurrentCaller caller;

    MemberResource(AddingService adding, MemberService members, MemberList list, CurrentCaller caller) {
        this.adding = adding;
        this.members = members;
        this.list = list;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    @RecentAuthentication
    @Operation(
            operationId = "createUser",
            summary = "Add a user to an account, or invite one",
            description = "Without a password an invitation is mailed, good for a week. The answer is the same whether"
                    + " the address has a user already or not, and its id is that of the invitation. A new person sets a"
                    + " password with the token in the link (`/v1/password/reset`), and has that id as a user; a user"
                    + " accepts"
                    + " (`/v1/invitations/accept`), and keeps password and factors. Inviting again mails again, at most"
                    + " once in ten minutes. With a password a new user is made, whose address counts as unproven. With"
                    + " `invite` `false` a client makes a new user who has no password, now and later: a backend checks"
                    + " it, and opens the second door.")
    @APIResponse(
            responseCode = "201",
            description = "The user, or the invitation.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MemberView.class),
                            examples = {
                                @ExampleObject(name = "created", value = """
                                    {"id": "0199d3c2-61aa-7e11-a2d3-0b9c4e5f6a77", "email": "grace@example.org",
                                     "role": "member", "status": "active"}
                                    """),
                                @ExampleObject(name = "invited", value = """
                                    {"id": "0199d3c2-61aa-7e11-a2d3-0b9c4e5f6a78", "email": "alan@example.org",
                                     "role": "admin", "status": "invited"}
                                    """)
                            }))
    @APIResponse(
            responseCode = "403",
            description = FORBIDDEN + " Or `invite` is `false`, and the caller is no client.")
    @APIResponse(responseCode = "404", description = NOT_FOUND)
    @APIResponse(
            responseCode = "409",
            description =
                    "`email-taken`, with a password or without an invitation: another user has this email; invite them. `conflict`, without: they"
                            + " are a member already.")
    @APIResponse(responseCode = "422", description = "`weak-password`: the detail says what to change.")
    @APIResponse(
            responseCode = "429",
            description = "`too-many-requests`: more than a hundred within the hour, or a client's own limit.")
    public MemberView create(
            @PathParam("accountId") @Parameter(description = "The account.") UUID accountId,
            @Valid @NotNull CreateUserRequest request) {
        return adding.add(caller.principal(), accountId, request, caller.origin());
    }

    @GET
    @Operation(
            operationId = "listUsers",
            summary = "The users of an account and how they sign in",
            description = "People who are invited are among them, by the id of the invitation.")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many at most.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "50"))
    @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "The `next` of the page before.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "role",
            in = ParameterIn.QUERY,
            description = "Only members with this role.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"owner", "admin", "member"}))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "Only members with this status.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"active", "disabled", "invited"}))
    @Parameter(
            name = "twoFactorEnabled",
            in = ParameterIn.QUERY,
            description = "Only members who have two-factor sign-in on, or only those who have not.",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @Parameter(
            name = "locked",
            in = ParameterIn.QUERY,
            description = "Only members whose second step is closed by wrong codes, or only those whose is open.",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @Parameter(
            name = "lastSignInBefore",
            in = ParameterIn.QUERY,
            description = "Only members who have not signed in since, or never.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "lastSignInSince",
            in = ParameterIn.QUERY,
            description = "Only members who have signed in since.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @APIResponse(
            responseCode = "200",
            description = "A page of members.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MemberPage.class),
                            examples = @ExampleObject(name = "page", value = """
                                    {"items": [{"id": "0199d3c2-61aa-7e11-a2d3-0b9c4e5f6a77",
                                                "email": "grace@example.org", "role": "member", "status": "active",
                                                "createdAt": "2026-11-23T10:00:00Z",
                                                "lastSignInAt": "2026-11-24T08:30:00Z", "twoFactorEnabled": true,
                                                "secondStepLockedUntil": null}],
                                     "next": null}
                                    """)))
    @APIResponse(responseCode = "403", description = "`forbidden`: neither owner nor admin.")
    @APIResponse(responseCode = "404", description = "`not-found`: no such account, or none of yours.")
    public MemberPage list(
            @PathParam("accountId") @Parameter(description = "The account.") UUID accountId, @Context UriInfo uri) {
        return MemberPage.of(list.list(caller.principal(), accountId, MemberQuery.parse(uri.getQueryParameters()))
                .orElseThrow());
    }

    @PATCH
    @Path("/{userId}")
    @RecentAuthentication
    @Operation(
            operationId = "updateUser",
            summary = "Give a member another role, disable or enable one",
            description = "A role counts from the member's next request on. A disabled user cannot sign in, and every"
                    + " session, device, challenge and link of theirs ends. Who belongs to other accounts too is not"
                    + " disabled by one of them, but by a client. Of an invitation the role can be changed.")
    @APIResponse(
            responseCode = "200",
            description = "The member as they are now.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MemberView.class),
                            examples = @ExampleObject(name = "disabled", value = """
                                    {"id": "0199d3c2-61aa-7e11-a2d3-0b9c4e5f6a77", "email": "grace@example.org",
                                     "role": "member", "status": "disabled"}
                                    """)))
    @APIResponse(responseCode = "403", description = FORBIDDEN)
    @APIResponse(responseCode = "404", description = NOT_FOUND)
    @APIResponse(
            responseCode = "409",
            description =
                    "`last-owner`: make somebody else an owner first. `conflict`: the user belongs to other accounts"
                            + " too, or is invited.")
    public MemberView update(
            @PathParam("accountId") @Parameter(description = "The account.") UUID accountId,
            @PathParam("userId") @Parameter(description = "The user, or the invitation.") UUID userId,
            @Valid @NotNull ChangeMemberRequest request) {
        return members.change(caller.principal(), accountId, userId, request, caller.origin())
                .orElseThrow();
    }

    @DELETE
    @Path("/{userId}")
    @ResponseStatus(204)
    @RecentAuthentication
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "removeUser",
            summary = "Remove a user from an account, or take an invitation back",
            description =
                    "Everybody may remove themselves. Who belongs to no account any more cannot sign in, and every"
                            + " session, device, challenge and link of theirs ends; password and factors are kept for the case"
                            + " that an account invites them again. Who belongs to other accounts keeps their sessions, without a"
                            + " role in this one from the next request on.")
    @APIResponse(responseCode = "204", description = "Removed.")
    @APIResponse(responseCode = "403", description = FORBIDDEN)
    @APIResponse(responseCode = "404", description = NOT_FOUND)
    @APIResponse(responseCode = "409", description = "`last-owner`: make somebody else an owner first.")
    public void remove(
            @PathParam("accountId") @Parameter(description = "The account.") UUID accountId,
            @PathParam("userId") @Parameter(description = "The user, or the invitation.") UUID userId) {
        members.remove(caller.principal(), accountId, userId, caller.origin()).orElseThrow();
    }
}
