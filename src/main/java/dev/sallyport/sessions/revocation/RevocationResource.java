package dev.sallyport.sessions.revocation;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.pagination.QueryParameters;
import dev.sallyport.security.caller.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Optional;

/** What backends that check tokens by themselves must refuse, although it has not expired. */
@Path("/v1/revocations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_INTROSPECT)
public class RevocationResource {

    private static final int LONGEST_WAIT = 30;

    private final RevocationFeed feed;

    RevocationResource(RevocationFeed feed) {
        this.feed = feed;
    }

    @GET
    @ChangesNothing
    @Blocking // the first look; a thread is not held while it waits
    public Uni<RevocationPage> list(@Context UriInfo uri) {
        QueryParameters parameters = new QueryParameters(uri.getQueryParameters());
        Optional<RevocationCursor> after =
                parameters.after(text -> RevocationCursor.parse(text).orElseThrow(IllegalArgumentException::new));
        Duration patience =
                Duration.ofSeconds(parameters.number("wait", LONGEST_WAIT).orElse(0));
        parameters.refuseOthers();
        return feed.read(after, patience);
    }
}
