package dev.sallyport.sessions.session;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.caller.UserCaller;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** Forward authentication for reverse proxies: whether a request may pass, and which user sends it. */
@Path("/v1/forward-auth")
public class ForwardAuthResource {

    private final CurrentCaller caller;

    ForwardAuthResource(CurrentCaller caller) {
        this.caller = caller;
    }

    @GET
    @NonBlocking
    @ChangesNothing
    @RolesAllowed(Roles.USER)
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<Void> check() {
        UserCaller user = caller.user();
        return RestResponse.ResponseBuilder.<Void>ok(null)
                .header("X-Auth-User", user.userId())
                .header("X-Auth-Session", user.sessionId())
                .header("X-Auth-Acr", user.level().acr())
                .build();
    }
}
