package org.example.shop;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The published keys say whose the token is. The end of a session is noticed after five minutes at most. */
@Path("/orders")
@Authenticated
public class Orders {

    private final JsonWebToken token;

    Orders(JsonWebToken token) {
        this.token = token;
    }

    @GET
    public Map<String, Object> list() {
        return Map.of("orders", List.of(), "user", token.getSubject());
    }
}
