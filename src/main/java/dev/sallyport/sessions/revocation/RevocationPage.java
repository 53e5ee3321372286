package dev.sallyport.sessions.revocation;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What was revoked since the last call.
 *
 * @param next how far this goes: to be sent with the next call, also if there are no items
 */
public record RevocationPage(
        @Schema(required = true) List<Revocation> items,
        @Schema(required = true) String next) {

    /** How many items a page has at most. */
    static final int MOST = 500;
}
