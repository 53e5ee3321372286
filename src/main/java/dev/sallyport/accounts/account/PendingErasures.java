package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.UserId;
import java.util.Collection;
import java.util.Set;

/** Knows the users who asked for their erasure and wait for it: the accounts do not know erasures. */
public interface PendingErasures {

    /** Those of these users, in the caller's transaction. */
    Set<UserId> among(Collection<UserId> users);
}
