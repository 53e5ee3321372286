package dev.sallyport.security.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Who can act. */
public enum ActorKind {
    USER,
    CLIENT,
    OPERATOR,
    /** A caller without a credential, or the service itself. */
    ANONYMOUS;

    /** As the trail, the contract and webhooks have it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> texts() {
        return Arrays.stream(values()).map(ActorKind::text).toList();
    }
}
