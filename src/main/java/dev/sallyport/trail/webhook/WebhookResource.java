package dev.sallyport.trail.webhook;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.ids.DeliveryId;
import dev.sallyport.base.ids.WebhookId;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.security.caller.CurrentCaller;
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
import org.jboss.resteasy.reactive.ResponseStatus;

/** The endpoints of other systems that get the events of the whole service. */
@Path("/v1/admin/webhooks")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_ADMIN)
public class WebhookResource {

    private static final WebhookOwner SERVICE = WebhookOwner.SERVICE;

    private final WebhookAdministration webhooks;
    private final WebhookMessages messages;
    private final CurrentCaller caller;

    WebhookResource(WebhookAdministration webhooks, WebhookMessages messages, CurrentCaller caller) {
        this.webhooks = webhooks;
        this.messages = messages;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    public WebhookSecretResponse create(@Valid @NotNull WebhookRequest request) {
        webhooks.validate(SERVICE, request.url(), request.events());
        return webhooks.create(SERVICE, request, caller.client(), caller.context())
                .orElseThrow();
    }

    @GET
    @ChangesNothing
    public WebhookPage list(@Context UriInfo uri) {
        return WebhookPage.of(webhooks.list(SERVICE, PageRequest.parse(uri.getQueryParameters())));
    }

    @GET
    @Path("/{id}")
    @ChangesNothing
    public WebhookView get(@PathParam("id") WebhookId id) {
        return webhooks.get(SERVICE, id).orElseThrow();
    }

    @PATCH
    @Path("/{id}")
    public WebhookView change(@PathParam("id") WebhookId id, @Valid @NotNull WebhookChange change) {
        webhooks.validate(SERVICE, change.url(), change.events());
        return webhooks.change(SERVICE, id, change, caller.client(), caller.context())
                .orElseThrow();
    }

    @DELETE
    @Path("/{id}")
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(204)
    public void delete(@PathParam("id") WebhookId id) {
        webhooks.delete(SERVICE, id, caller.client(), caller.context()).orElseThrow();
    }

    @POST
    @Path("/{id}/rotate-secret")
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(200)
    public WebhookSecretResponse rotate(@PathParam("id") WebhookId id) {
        return webhooks.rotate(SERVICE, id, caller.client(), caller.context()).orElseThrow();
    }

    @POST
    @Path("/{id}/test")
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(202)
    public void test(@PathParam("id") WebhookId id) {
        messages.test(SERVICE, id).orElseThrow();
    }

    @GET
    @ChangesNothing
    @Path("/{id}/deliveries")
    public DeliveryPage deliveries(@PathParam("id") WebhookId id, @Context UriInfo uri) {
        DeliveryQuery query = DeliveryQuery.parse(uri.getQueryParameters());
        return DeliveryPage.of(messages.list(SERVICE, id, query).orElseThrow());
    }

    @POST
    @Path("/{id}/deliveries/{deliveryId}/redeliver")
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(202)
    public void redeliver(@PathParam("id") WebhookId id, @PathParam("deliveryId") DeliveryId delivery) {
        messages.redeliver(SERVICE, id, delivery).orElseThrow();
    }
}
