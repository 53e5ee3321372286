package org.example.shop;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Where it matters, the service says whether the session is alive at this moment, and has two factors. */
@Path("/payments")
@Authenticated
public class Payments {

    private final JsonWebToken token;
    private final Sessions sessions;

    Payments(JsonWebToken token, Sessions sessions) {
        this.token = token;
        this.sessions = sessions;
    }

    @POST
    public Map<String, Object> pay() {
        Sessions.State session = sessions.ask(token.getRawToken());
        if (!session.active()) {
            throw refused("error=\"invalid_token\"");
        }
        if (!"2fa".equals(session.acr())) {
            throw refused("error=\"insufficient_user_authentication\", acr_values=\"2fa\"");
        }
        return Map.of("paid", true, "user", session.sub());
    }

    private static WebApplicationException refused(String why) {
        return new WebApplicationException(
                Response.status(401).header("WWW-Authenticate", "Bearer " + why).build());
    }
}
