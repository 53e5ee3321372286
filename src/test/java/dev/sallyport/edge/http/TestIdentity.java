package dev.sallyport.edge.http;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Believes {@code Authorization: Test <role>}, so that the HTTP surface can be tested without a way to sign in. */
@ApplicationScoped
public class TestIdentity implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Test ";

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        String credentials = context.request().getHeader("Authorization");
        if (credentials == null || !credentials.startsWith(SCHEME)) {
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal("test"))
                        .addRole(credentials.substring(SCHEME.length()))
                        .build());
    }

    /** Before the service's own, which refuses every scheme that it does not know. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }
}
