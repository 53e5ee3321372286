package dev.sallyport.security.caller;

import dev.sallyport.base.exchange.RequestLanguage;
import dev.sallyport.base.language.Language;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.util.Optional;

/** The caller of the current request. */
@ApplicationScoped
public class CurrentCaller {

    private final SecurityIdentity identity;
    private final RoutingContext request;
    private final ClientContexts contexts;

    CurrentCaller(SecurityIdentity identity, RoutingContext request, ClientContexts contexts) {
        this.identity = identity;
        this.request = request;
        this.contexts = contexts;
    }

    /**
     * The signed-in user. For any other caller it throws, although the operation's annotation should have refused the
     * caller before.
     */
    public UserCaller user() {
        return as(UserCaller.class);
    }

    /** The client that is calling. */
    public ClientCaller client() {
        return as(ClientCaller.class);
    }

    /** The client that is calling, where a client may but need not be. */
    public Optional<ClientCaller> anyClient() {
        return identity.getPrincipal() instanceof ClientCaller client ? Optional.of(client) : Optional.empty();
    }

    public EnrollmentSubject enrolling() {
        if (identity.getPrincipal() instanceof EnrollmentCaller enrollment) {
            return new EnrollmentSubject(
                    enrollment.userId(),
                    enrollment.challengeId().value(),
                    Optional.empty(),
                    Optional.of(enrollment.epoch()),
                    enrollment.amr());
        }
        UserCaller user = user();
        return new EnrollmentSubject(
                user.userId(), user.sessionId().value(), Optional.of(user.sessionId()), Optional.empty(), user.amr());
    }

    /** Whether there is no credential at all. */
    public boolean isAnonymous() {
        return identity.isAnonymous();
    }

    public Principal principal() {
        return identity.getPrincipal();
    }

    public ClientContext context() {
        return contexts.of(request);
    }

    /**
     * The origin of the user that the caller acts for, as the caller reports it; without a report, the caller's own
     * origin.
     */
    public ClientContext originOf(String address, String userAgent) {
        ClientContext own = context();
        return new ClientContext(
                address == null ? own.address() : address,
                userAgent == null ? own.userAgent() : ClientContexts.printable(userAgent),
                own.requestId(),
                own.language(),
                own.idempotencyKey());
    }

    /** The language to answer in. */
    public Language language() {
        return RequestLanguage.of(request);
    }

    private <T extends Principal> T as(Class<T> kind) {
        if (!kind.isInstance(identity.getPrincipal())) {
            throw new ProblemException(ProblemType.FORBIDDEN);
        }
        return kind.cast(identity.getPrincipal());
    }
}
