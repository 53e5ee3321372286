package dev.sallyport.base.ids;

import java.util.Collection;
import java.util.Locale;
import java.util.UUID;

/**
 * The id of one kind of thing. Each kind has a type of its own, so that two ids cannot be swapped. In JSON, in paths
 * and in the database it is its {@link #value}.
 */
public sealed interface Id
        permits AccountId,
                AuthenticatorId,
                ChallengeId,
                DeliveryId,
                DeviceId,
                ImportId,
                ProviderId,
                SessionId,
                UserId,
                WebhookId {

    /** Before every id, and the id of nothing (RFC 9562 section 5.9). */
    UUID NIL = new UUID(0, 0);

    /** After every id, as the database orders them (RFC 9562 section 5.10). */
    UUID MAX = new UUID(-1, -1);

    UUID value();

    /**
     * Reads the text form of a UUID (RFC 9562 section 4): 36 characters, hexadecimal in either case. The library's own
     * reader also takes groups that are too short.
     *
     * @throws IllegalArgumentException for any other text
     */
    static UUID parse(String text) {
        UUID value = UUID.fromString(text);
        if (!value.toString().equals(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("Not the text form of a UUID");
        }
        return value;
    }

    /** The ids as an array of the database. */
    static UUID[] values(Collection<? extends Id> ids) {
        return ids.stream().map(Id::value).toArray(UUID[]::new);
    }
}
