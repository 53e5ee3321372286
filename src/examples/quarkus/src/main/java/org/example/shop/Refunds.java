package org.example.shop;

import dev.sallyport.client.Acr;
import dev.sallyport.client.RequiresSignIn;
import dev.sallyport.client.SignIn;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;

/** The library does both: it checks the token, and it has heard of every session that has ended. */
@Path("/refunds")
@RequiresSignIn(acr = Acr.TWO_FACTORS, maxAge = 600)
public class Refunds {

    @POST
    public Map<String, Object> refund(@Context SecurityContext security) {
        SignIn user = (SignIn) security.getUserPrincipal();
        return Map.of("refunded", true, "user", user.userId(), "session", user.sessionId());
    }
}
