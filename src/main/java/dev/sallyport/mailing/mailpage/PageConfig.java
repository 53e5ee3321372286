package dev.sallyport.mailing.mailpage;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/**
 * Pages of your front end. They replace the built-in ones. Each reads the token from the URL fragment and posts it to
 * the API.
 */
@ConfigMapping(prefix = "sallyport.page")
public interface PageConfig {

    /**
     * The page that sets a new password, or the first password of an invited user. Default: {@code
     * <issuer>/v1/password/reset}.
     */
    Optional<String> resetPassword();

    /** The page on which a user joins one more account. Default: {@code <issuer>/v1/invitations/accept}. */
    Optional<String> acceptInvitation();

    /** The page that reports a sign-in or a change as not the user's own. Default: {@code <issuer>/v1/report}. */
    Optional<String> reportSignIn();
}
