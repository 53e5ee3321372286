package dev.sallyport.trail.webhook;

import dev.sallyport.accounts.account.AccountAccess;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.DeliveryId;
import dev.sallyport.base.ids.WebhookId;
import dev.sallyport.base.pagination.Page;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Lets the owners and admins of an account administer its endpoints, and no other account's. */
@ApplicationScoped
class AccountWebhooks {

    private final AccountAccess access;
    private final WebhookAdministration webhooks;
    private final WebhookMessages messages;

    AccountWebhooks(AccountAccess access, WebhookAdministration webhooks, WebhookMessages messages) {
        this.access = access;
        this.webhooks = webhooks;
        this.messages = messages;
    }

    Outcome<WebhookSecretResponse> create(
            UserCaller caller, AccountId account, AccountWebhookRequest request, ClientContext context) {
        // First, so that no other user makes the service resolve a name.
        read(caller, account, owner -> Outcome.of(null)).orElseThrow();
        webhooks.validate(WebhookOwner.of(account), request.url(), request.events());
        return change(caller, account, owner -> webhooks.create(owner, request.request(), caller, context));
    }

    Outcome<Page<WebhookView>> list(UserCaller caller, AccountId account, PageRequest page) {
        return read(caller, account, owner -> Outcome.of(webhooks.list(owner, page)));
    }

    Outcome<WebhookView> get(UserCaller caller, AccountId account, WebhookId id) {
        return read(caller, account, owner -> webhooks.get(owner, id));
    }

    Outcome<WebhookView> change(
            UserCaller caller, AccountId account, WebhookId id, AccountWebhookChange change, ClientContext context) {
        get(caller, account, id).orElseThrow();
        webhooks.validate(WebhookOwner.of(account), change.url(), change.events());
        return change(caller, account, owner -> webhooks.change(owner, id, change.change(), caller, context));
    }

    Outcome<Void> delete(UserCaller caller, AccountId account, WebhookId id, ClientContext context) {
        return change(caller, account, owner -> webhooks.delete(owner, id, caller, context));
    }

    Outcome<WebhookSecretResponse> rotate(UserCaller caller, AccountId account, WebhookId id, ClientContext context) {
        return change(caller, account, owner -> webhooks.rotate(owner, id, caller, context));
    }

    Outcome<Void> test(UserCaller caller, AccountId account, WebhookId id) {
        return change(caller, account, owner -> messages.test(owner, id));
    }

    Outcome<Page<DeliveryView>> deliveries(UserCaller caller, AccountId account, WebhookId id, DeliveryQuery query) {
        return read(caller, account, owner -> messages.list(owner, id, query));
    }

    Outcome<Void> redeliver(UserCaller caller, AccountId account, WebhookId id, DeliveryId delivery) {
        return change(caller, account, owner -> messages.redeliver(owner, id, delivery));
    }

    private <T> Outcome<T> read(UserCaller caller, AccountId account, Function<WebhookOwner, Outcome<T>> work) {
        return Transactions.call(() -> access.require(caller, account, Role.OWNER, Role.ADMIN)
                .then(role -> work.apply(WebhookOwner.of(account))));
    }

    private <T> Outcome<T> change(UserCaller caller, AccountId account, Function<WebhookOwner, Outcome<T>> work) {
        // Locked also so that two requests count the endpoints one after the other.
        return Transactions.call(() -> access.requireLocked(caller, account, Role.OWNER, Role.ADMIN)
                .then(locked -> work.apply(WebhookOwner.of(account))));
    }
}
