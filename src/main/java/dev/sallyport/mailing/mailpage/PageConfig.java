package dev.sallyport.mailing.mailpage;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/**
 * Pages of a front end that replace the built-in ones; each reads the token from the fragment and posts it to the API.
 */
@ConfigMapping(prefix = "sallyport.page")
public interface PageConfig {

    /** The URL of the page that sets a new password, or the first password of an invited user. */
    Optional<String> resetPassword();

    /** The URL of the page on which a user joins another account. */
    Optional<String> acceptInvitation();

    /** The URL of the page that reports a sign-in on a new device. */
    Optional<String> reportSignIn();
}
