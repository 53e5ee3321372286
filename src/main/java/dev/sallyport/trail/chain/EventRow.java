package dev.sallyport.trail.chain;

import dev.sallyport.base.database.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the trail with all its columns, as it is sealed. Address and browser are hashed separately from the details,
 * each with a salt that is deleted with them: without it a guess cannot be confirmed, and the rest of the row can still
 * be verified.
 *
 * @param details the text that the database has for them
 */
public record EventRow(
        UUID id,
        Instant at,
        String type,
        String outcome,
        String actorKind,
        @Nullable String actorId,
        @Nullable UUID userId,
        @Nullable UUID accountId,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String requestId,
        @Nullable String details,
        @Nullable UUID originSalt,
        @Nullable UUID detailsSalt) {

    public static final String COLUMNS =
            "id, at, type, outcome, actor_kind, actor_id, user_id, account_id, ip, user_agent,"
                    + " request_id, cast(details as text) as details, origin_salt, details_salt";

    private static final String NO_DETAILS = "{}";

    public static EventRow ofRow(Row row) {
        return new EventRow(
                row.uuid("id"),
                row.instant("at"),
                row.text("type"),
                row.text("outcome"),
                row.text("actor_kind"),
                row.textOrNull("actor_id"),
                row.uuidOrNull("user_id"),
                row.uuidOrNull("account_id"),
                row.textOrNull("ip"),
                row.textOrNull("user_agent"),
                row.textOrNull("request_id"),
                row.textOrNull("details"),
                row.uuidOrNull("origin_salt"),
                row.uuidOrNull("details_salt"));
    }

    public UUID owner() {
        return Owners.of(Optional.ofNullable(accountId));
    }

    public Leaf leaf() {
        return new Leaf(
                id,
                Hash.of(Canonical.bytes(
                        "sallyport event 1",
                        Arrays.asList(
                                Canonical.micros(at),
                                type,
                                outcome,
                                actorKind,
                                actorId,
                                userId,
                                accountId,
                                requestId))),
                Hash.of(Canonical.bytes("sallyport origin 1", Arrays.asList(originSalt, ip, userAgent))),
                Hash.of(Canonical.bytes("sallyport details 1", Arrays.asList(detailsSalt, details))));
    }

    /**
     * The event as the account that it names may read it: an address is a user's, and not that of a client or an
     * operator. Without the salt a guess of it cannot be confirmed.
     */
    public EventRow forAccount() {
        return isByUser()
                ? this
                : new EventRow(
                        id,
                        at,
                        type,
                        outcome,
                        actorKind,
                        actorId,
                        userId,
                        accountId,
                        null,
                        null,
                        requestId,
                        details,
                        null,
                        detailsSalt);
    }

    /** Whether a user did it, be it another one than it is about. */
    public boolean isByUser() {
        return actorKind.equals("user");
    }

    /** Whether address and browser were removed, with their salt. */
    public boolean isOriginErased() {
        return originSalt == null && ip == null && userAgent == null;
    }

    /** Whether the details were removed, with their salt. */
    public boolean areDetailsErased() {
        return detailsSalt == null && NO_DETAILS.equals(details);
    }
}
