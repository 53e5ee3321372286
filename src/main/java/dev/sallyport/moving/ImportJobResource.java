package dev.sallyport.moving;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.exchange.StreamedBody;
import dev.sallyport.base.ids.ImportId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Imports that run by themselves. */
@Path(StreamedBody.PATH + "/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_IMPORT)
public class ImportJobResource {

    private final ImportJobService imports;
    private final CurrentCaller caller;

    ImportJobResource(ImportJobService imports, CurrentCaller caller) {
        this.imports = imports;
        this.caller = caller;
    }

    @GET
    @ChangesNothing
    public ImportView get(@PathParam("id") ImportId id) {
        return imports.get(caller.client(), id).orElseThrow();
    }

    @DELETE
    @ResponseStatus(204)
    public void cancel(@PathParam("id") ImportId id) {
        imports.cancel(caller.client(), id, caller.context()).orElseThrow();
    }

    @GET
    @Path("/failures")
    @ChangesNothing
    public ImportFailurePage failures(@PathParam("id") ImportId id, @Context UriInfo uri) {
        ImportFailureQuery query = ImportFailureQuery.parse(uri.getQueryParameters());
        return ImportFailurePage.of(imports.failures(caller.client(), id, query).orElseThrow());
    }
}
