package dev.sallyport.sessions.session;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A rule by which the sessions of chosen users end when they are refreshed. */
@Singleton
class RuleOfTests implements RefreshPolicy {

    final Set<String> users = ConcurrentHashMap.newKeySet();

    @Override
    public boolean permits(RefreshedSession refreshed, Instant now) {
        return !users.contains(refreshed.session().user().id().toString());
    }
}
