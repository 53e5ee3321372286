package dev.sallyport.selfservice.ownpassword;

import dev.sallyport.mailing.mailpage.LinkPage;
import dev.sallyport.mailing.mailpage.LinkPages;
import dev.sallyport.security.caller.CurrentCaller;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Password reset for users who forgot their password. */
@Path("/v1/password")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PasswordResetResource {

    private final ForgottenPasswordService forgotten;
    private final PasswordByToken passwords;
    private final LinkPages pages;
    private final CurrentCaller caller;

    PasswordResetResource(
            ForgottenPasswordService forgotten, PasswordByToken passwords, LinkPages pages, CurrentCaller caller) {
        this.forgotten = forgotten;
        this.passwords = passwords;
        this.pages = pages;
        this.caller = caller;
    }

    @POST
    @Path("/forgot")
    @ResponseStatus(202)
    @PermitAll
    public void forgot(@Valid @NotNull ForgotPasswordRequest request) {
        forgotten.requestReset(request.email(), caller.context());
    }

    @GET
    @Path("/reset")
    @PermitAll
    @Produces(MediaType.TEXT_HTML)
    public RestResponse<String> page() {
        return pages.answer(LinkPage.RESET_PASSWORD, caller.language());
    }

    @POST
    @Path("/reset")
    @ResponseStatus(204)
    @PermitAll
    public void reset(@Valid @NotNull ResetPasswordRequest request) {
        passwords.set(request, caller.context());
    }
}
