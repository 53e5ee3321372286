package dev.sallyport.sessions.session;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.RotatingTokens;
import dev.sallyport.security.token.AccessToken;
import dev.sallyport.security.token.AccessTokenIssuer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Creates the tokens of a session. Callers MUST have committed the session: if this fails, the user signs in again. */
@Singleton
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

    public SignedInResponse sign(SessionGrant session, List<SignInNotice> notices) {
        return sign(session, notices, Optional.empty());
    }

    /**
     * Signs the tokens of a session.
     *
     * @param recoveryCodes a new set, which is shown this once
     */
    public SignedInResponse sign(
            SessionGrant session, List<SignInNotice> notices, Optional<List<String>> recoveryCodes) {
        return new SignedInResponse(
                "signed_in",
                accessToken(session),
                "Bearer",
                accessLifetime().toSeconds(),
                refreshToken(session),
                refreshLifetime(session).toSeconds(),
                session.id(),
                new SignedInResponse.User(
                        session.user().id(), EmailAddress.shown(session.user().email())),
                session.deviceToken().orElse(null),
                notices.stream().map(SignedInResponse.Notice::of).toList(),
                recoveryCodes.orElse(null));
    }

    public String accessToken(SessionGrant session) {
        SessionUser user = session.user();
        return accessTokens.issue(new AccessToken(
                user.id(), session.id(), session.level(), session.amr(), session.authTime(), groups(user)));
    }

    public Duration accessLifetime() {
        return accessTokens.lifetime();
    }

    public String refreshToken(SessionGrant session) {
        return refreshTokens.issue(session.user().id().value(), session.id().value(), session.generation());
    }

    /** In whole seconds, rounded up. */
    public Duration refreshLifetime(SessionGrant session) {
        Duration left = Duration.between(clock.instant(), session.refreshExpiresAt());
        return Duration.ofSeconds(left.plusMillis(999).toSeconds());
    }

    /** What a genuine refresh token names; empty for any other text. */
    public Optional<RotatingTokens.Handle> read(String refreshToken) {
        return refreshTokens.read(refreshToken);
    }

    /** The user's roles in the whole service, including {@code user}, which every user has. */
    public static List<String> groups(SessionUser user) {
        return groups(user.roles());
    }

    static List<String> groups(List<String> roles) {
        List<String> groups = new ArrayList<>(roles);
        groups.add(EVERY_USER);
        return groups;
    }
}
