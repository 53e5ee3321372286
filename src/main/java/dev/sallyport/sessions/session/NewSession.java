package dev.sallyport.sessions.session;

import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.token.AssuranceLevel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The data of a completed sign-in for its session.
 *
 * @param authTime when the user proved who they are; empty for this moment
 * @param provider the assertion of an exempt identity provider, if the user signed in with one: no policy ends the
 *     session
 */
public record NewSession(
        SessionUser user,
        AssuranceLevel level,
        List<String> amr,
        Optional<DeviceId> deviceId,
        ClientContext context,
        Optional<Instant> authTime,
        Optional<ProviderAssertion> provider) {

    /** The user has just proved who they are. */
    public NewSession(
            SessionUser user,
            AssuranceLevel level,
            List<String> amr,
            Optional<DeviceId> deviceId,
            ClientContext context) {
        this(user, level, amr, deviceId, context, Optional.empty(), Optional.empty());
    }

    /** The same on a device that is recognized, or on none. */
    public NewSession on(Optional<DeviceId> device) {
        return new NewSession(user, level, amr, device, context, authTime, provider);
    }

    /** What can be said of how the user came in. */
    public List<String> allAmr() {
        return SessionProof.fresh(
                        level, amr, provider.map(ProviderAssertion::methods).orElse(List.of()))
                .amr();
    }
}
