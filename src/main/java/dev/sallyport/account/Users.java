package dev.sallyport.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The users, for the parts of the service that act on one. */
@ApplicationScoped
public class Users {

    private final AppUserRepository users;

    Users(AppUserRepository users) {
        this.users = users;
    }

    /** The user, locked until the transaction ends, if they are active. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<UserSnapshot> lock(UUID user) {
        return users.lockActive(user).map(UserSnapshot::of);
    }

    /** Begins a new epoch of a locked user: everything begun before is void. */
    @Transactional(Transactional.TxType.MANDATORY)
    public UserSnapshot beginEpoch(UUID user) {
        AppUser locked = users.lockActive(user).orElseThrow();
        locked.beginEpoch();
        return UserSnapshot.of(locked);
    }

    /** The address is proven: a code that was sent there came back. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void markEmailVerified(UUID user, Instant now) {
        users.markEmailVerified(user, now);
    }
}
