package dev.sallyport.sessions.session;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.RotatingTokens;
import dev.sallyport.security.token.AccessToken;
import dev.sallyport.security.token.AccessTokenIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    public SignedIn sign(OpenSession session, List<SignInNotice> notices) {
        return sign(session, notices, Optional.empty());
    }

    /** @param recoveryCodes a new set, which is shown this once */
    public SignedIn sign(OpenSession session, List<SignInNotice> notices, Optional<List<String>> recoveryCodes) {
        return new SignedIn(
                "signed_in",
                accessToken(session),
                "Bearer",
                accessLifetime().toSeconds(),
                refreshToken(session),
                refreshLifetime(session).toSeconds(),
                session.id(),
                new SignedIn.User(
                        session.user().id(), EmailAddress.shown(session.user().email())),
                session.deviceToken().orElse(null),
                notices.stream().map(SignedIn.Notice::of).toList(),
                recoveryCodes.orElse(null));
    }

    public String accessToken(OpenSession session) {
        SessionUser user = session.user();
        return accessTokens.issue(new AccessToken(
                user.id(), session.id(), session.level(), session.amr(), session.authTime(), groups(user)));
    }

    public Duration accessLifetime() {
        return accessTokens.lifetime();
    }

    public String refreshToken(OpenSession session) {
        return refreshTokens.issue(session.id(), session.generation());
    }

    /** In whole seconds, rounded up. */
    public Duration refreshLifetime(OpenSession session) {
        Duration left = Duration.between(clock.instant(), session.refreshExpiresAt());
        return Duration.ofSeconds(left.plusMillis(999).toSeconds());
    }

    /** What a refresh token names, if this service made it. */
    public Optional<RotatingTokens.Handle> read(String refreshToken) {
        return refreshTokens.read(refreshToken);
    }

    /** The user's roles in the whole service, with the one that everybody has. */
    public static List<String> groups(SessionUser user) {
        return groups(user.roles());
    }

    static List<String> groups(List<String> roles) {
        List<String> groups = new ArrayList<>(roles);
        groups.add(EVERY_USER);
        return groups;
    }
}
