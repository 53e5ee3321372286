package dev.sallyport.trail.webhook;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.DeliveryId;
import dev.sallyport.base.ids.WebhookId;
import dev.sallyport.base.pagination.PageRequest;
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
import org.jboss.resteasy.reactive.ResponseStatus;

/** The endpoints of other systems that get the events of an account, for its owners and admins. */
@Path("/v1/accounts/{accountId}/webhooks")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
public class AccountWebhookResource {

    private final AccountWebhooks webhooks;
    private final CurrentCaller caller;

    AccountWebhookResource(AccountWebhooks webhooks, CurrentCaller caller) {
        this.webhooks = webhooks;
        this.caller = caller;
    }

    @POST
    @RecentAuthentication
    @ResponseStatus(201)
    public WebhookSecretResponse create(
            @PathParam("accountId") AccountId accountId, @Valid @NotNull AccountWebhookRequest request) {
        return webhooks.create(caller.user(), accountId, request, caller.context())
                .orElseThrow();
    }

    @GET
    @ChangesNothing
    @RecentAuthentication
    public WebhookPage list(@PathParam("accountId") AccountId accountId, @Context UriInfo uri) {
        PageRequest page = PageRequest.parse(uri.getQueryParameters());
        return WebhookPage.of(webhooks.list(caller.user(), accountId, page).orElseThrow());
    }

    @GET
    @Path("/{id}")
    @ChangesNothing
    @RecentAuthentication
    public WebhookView get(@PathParam("accountId") AccountId accountId, @PathParam("id") WebhookId id) {
        return webhooks.get(caller.user(), accountId, id).orElseThrow();
    }

    @PATCH
    @Path("/{id}")
    @RecentAuthentication
    public WebhookView change(
            @PathParam("accountId") AccountId accountId,
            @PathParam("id") WebhookId id,
            @Valid @NotNull AccountWebhookChange change) {
        return webhooks.change(caller.user(), accountId, id, change, caller.context())
                .orElseThrow();
    }

    @DELETE
    @Path("/{id}")
    @RecentAuthentication
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(204)
    public void delete(@PathParam("accountId") AccountId accountId, @PathParam("id") WebhookId id) {
        webhooks.delete(caller.user(), accountId, id, caller.context()).orElseThrow();
    }

    @POST
    @Path("/{id}/rotate-secret")
    @RecentAuthentication
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(200)
    public WebhookSecretResponse rotate(@PathParam("accountId") AccountId accountId, @PathParam("id") WebhookId id) {
        return webhooks.rotate(caller.user(), accountId, id, caller.context()).orElseThrow();
    }

    @POST
    @Path("/{id}/test")
    @RecentAuthentication
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(202)
    public void test(@PathParam("accountId") AccountId accountId, @PathParam("id") WebhookId id) {
        webhooks.test(caller.user(), accountId, id).orElseThrow();
    }

    @GET
    @ChangesNothing
    @RecentAuthentication
    @Path("/{id}/deliveries")
    public DeliveryPage deliveries(
            @PathParam("accountId") AccountId accountId, @PathParam("id") WebhookId id, @Context UriInfo uri) {
        DeliveryQuery query = DeliveryQuery.parse(uri.getQueryParameters());
        return DeliveryPage.of(
                webhooks.deliveries(caller.user(), accountId, id, query).orElseThrow());
    }

    @POST
    @Path("/{id}/deliveries/{deliveryId}/redeliver")
    @RecentAuthentication
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(202)
    public void redeliver(
            @PathParam("accountId") AccountId accountId,
            @PathParam("id") WebhookId id,
            @PathParam("deliveryId") DeliveryId delivery) {
        webhooks.redeliver(caller.user(), accountId, id, delivery).orElseThrow();
    }
}
