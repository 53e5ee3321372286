package dev.sallyport.trail.chain;

import dev.sallyport.base.ids.Id;
import java.util.Optional;
import java.util.UUID;

/** Whose chain an event is in: that of the account that it names, or else that of the service. */
public final class Owners {

    /** The owner of the service's own chain. */
    public static final UUID SERVICE = Id.NIL;

    private static final String NAME = "service";

    private Owners() {}

    public static UUID of(Optional<UUID> account) {
        return account.orElse(SERVICE);
    }

    /** The owner for people: {@code service}, or the id of the account. */
    public static String name(UUID owner) {
        return owner.equals(SERVICE) ? NAME : owner.toString();
    }

    /** As the database orders ids: by their digits. Java compares signed numbers. */
    public static int compare(UUID first, UUID second) {
        return first.toString().compareTo(second.toString());
    }
}
