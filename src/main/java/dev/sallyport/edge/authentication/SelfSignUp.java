package dev.sallyport.edge.authentication;

import dev.sallyport.accounts.account.SignUpConfig;
import dev.sallyport.clients.ClientConfig;
import dev.sallyport.edge.webui.UiConfig;
import dev.sallyport.security.caller.Roles;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Allows sign-up without a credential, if that is configured, or if the service runs without configuration: there the
 * page at {@code /ui} makes the first account, for a browser on the same machine only.
 */
@ApplicationScoped
class SelfSignUp implements SecurityIdentityAugmentor {

    private final boolean everyone;
    private final boolean thisMachine;

    SelfSignUp(SignUpConfig config, ClientConfig clients, UiConfig pages) {
        this.everyone = config.selfSignUp();
        this.thisMachine = clients.embedded().orElse(false) && pages.enabled();
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        return Uni.createFrom()
                .item(
                        identity.isAnonymous() && isOpen(attributes)
                                ? QuarkusSecurityIdentity.builder(identity)
                                        .addRole(Roles.SIGN_UP)
                                        .build()
                                : identity);
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return augment(identity, context, Map.of());
    }

    private boolean isOpen(Map<String, Object> attributes) {
        if (everyone || !thisMachine) {
            return everyone;
        }
        RoutingContext request = HttpSecurityUtils.getRoutingContextAttribute(attributes);
        return request != null && LocalRequest.is(request.request());
    }
}
