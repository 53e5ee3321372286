package dev.sallyport.session;

import dev.sallyport.crypto.Keyset;
import dev.sallyport.crypto.RotatingTokens;
import dev.sallyport.token.AccessToken;
import dev.sallyport.token.AccessTokenIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes the tokens of a session. Callers MUST have committed the session: if this fails, the user signs in again. */
@ApplicationScoped
public class SessionTokens {

    private static final String EVERY_USER = "user";

    private final AccessTokenIssuer accessTokens;
    private final RotatingTokens refreshTokens;
    private final Clock clock;

    SessionTokens(AccessTokenIssuer accessTokens, Keyset keyset, Clock clock) {
        this.accessTokens = accessTokens;
        this.refreshTokens = new RotatingTokens(keyset.tokens(), "sp_rt_");
        this.clock = clock;
    }

    public SignedIn sign(OpenSession session, List<SignedIn.Notice> notices) {
        SessionUser user = session.user();
        List<String> roles = new ArrayList<>(user.roles());
        roles.add(EVERY_USER);
        String accessToken = accessTokens.issue(
                new AccessToken(user.id(), session.id(), session.level(), session.amr(), session.authTime(), roles));
        return new SignedIn(
                "signed_in",
                accessToken,
                "Bearer",
                accessTokens.lifetime().toSeconds(),
                refreshTokens.issue(session.id(), session.generation()),
                Duration.between(clock.instant(), session.refreshExpiresAt())
                        .plusMillis(999)
                        .toSeconds(),
                session.id(),
                new SignedIn.User(user.id(), user.email()),
                session.deviceToken().orElse(null),
                notices);
    }
}
