package dev.sallyport.sessions.oauth;

import dev.sallyport.base.pagination.Page;
import dev.sallyport.security.token.KeyStatus;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of signing keys. */
record SigningKeyPage(
        @Schema(required = true) List<KeyStatus> items,
        @Schema(required = true, nullable = true) @Nullable String next) {

    static SigningKeyPage of(Page<KeyStatus> page) {
        return new SigningKeyPage(page.items(), page.next());
    }
}
