package dev.sallyport.moving;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Exports of users. */
@ConfigMapping(prefix = "sallyport.export")
interface ExportConfig {

    /**
     * Addresses of those who answer for this service, separated by commas. Each gets a mail when an export of users
     * begins. Without one, only the audit trail tells.
     */
    Optional<List<String>> contacts();
}
