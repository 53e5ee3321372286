package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.UserId;
import java.util.Set;
import java.util.UUID;

/**
 * What a replica is about and takes no mail of.
 *
 * @param mails under way, those that hang at the server too
 * @param users whose mail is under way and does not hang: their next one waits for its turn
 */
record ReplicaLoad(Set<UUID> mails, Set<UserId> users) {

    static final ReplicaLoad NONE = new ReplicaLoad(Set.of(), Set.of());
}
