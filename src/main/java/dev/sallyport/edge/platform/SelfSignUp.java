package dev.sallyport.edge.platform;

import dev.sallyport.accounts.account.SignUpConfig;
import dev.sallyport.security.caller.Roles;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Allows sign-up without a credential, if that is configured. */
@ApplicationScoped
class SelfSignUp implements SecurityIdentityAugmentor {

    private final SignUpConfig config;

    SelfSignUp(SignUpConfig config) {
        this.config = config;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom()
                .item(
                        config.selfSignUp() && identity.isAnonymous()
                                ? QuarkusSecurityIdentity.builder(identity)
                                        .addRole(Roles.SIGN_UP)
                                        .build()
                                : identity);
    }
}
