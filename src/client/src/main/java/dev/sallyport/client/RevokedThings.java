package dev.sallyport.client;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was revoked, until its last token has expired, up to a number of entries. Many threads may ask, and one writes.
 */
final class RevokedThings {

    /**
     * An entry.
     *
     * @param at the tokens up to then, which matters for a user
     */
    private record Entry(Instant at, Instant until) {}

    private final int most;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    RevokedThings(int most) {
        this.most = most;
    }

    /** Remembers an entry; an entry that comes twice is the later one of the two. False if there is no room for it. */
    boolean add(String type, String id, Instant at, Instant until, Instant now) {
        String name = type + ' ' + id;
        if (entries.size() >= most && !entries.containsKey(name)) {
            forgetOver(now);
        }
        if (entries.size() >= most && !entries.containsKey(name)) {
            return false;
        }
        entries.merge(name, new Entry(at, until), (old, fresh) -> fresh.at().isBefore(old.at()) ? old : fresh);
        return true;
    }

    /** Forgets what no valid token can belong to. */
    void forgetOver(Instant now) {
        entries.values().removeIf(entry -> !now.isBefore(entry.until()));
    }

    int size() {
        return entries.size();
    }

    /** Whether a token must be refused. An entry that is over concerns no token that has not expired. */
    boolean concern(SignIn signIn, String kid) {
        Entry user = entries.get("user " + signIn.userId());
        return entries.containsKey("session " + signIn.sessionId())
                || entries.containsKey("key " + kid)
                || user != null && !signIn.issuedAt().isAfter(user.at());
    }
}
