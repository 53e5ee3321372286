package dev.sallyport.page;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Pages of a front end's own in the place of ours; each reads the token from the fragment, and posts it to the API. */
@ConfigMapping(prefix = "sallyport.page")
public interface PageConfig {

    /** The URL of the page that sets a new password. */
    Optional<String> resetPassword();
}
