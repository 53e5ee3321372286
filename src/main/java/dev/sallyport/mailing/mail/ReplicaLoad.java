package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.UserId;
import java.util.Set;
import java.util.UUID;

/**
 * A replica's current work, which it must not claim again.
 *
 * @param mails the mails being sent, including those that hang at the server
 * @param users the users with a mail that is being sent and does not hang: their next one waits
 */
record ReplicaLoad(Set<UUID> mails, Set<UserId> users) {

    static final ReplicaLoad NONE = new ReplicaLoad(Set.of(), Set.of());
}
