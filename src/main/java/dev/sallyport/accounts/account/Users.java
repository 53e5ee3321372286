package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** The users, for the parts of the service that act on one. */
@ApplicationScoped
public class Users {

    private final AppUserRepository users;
    private final MembershipRepository memberships;

    Users(AppUserRepository users, MembershipRepository memberships) {
        this.users = users;
        this.memberships = memberships;
    }

    /** The user, locked until the transaction ends, if they are active. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<UserSnapshot> lock(UserId user) {
        return users.lockActive(user).map(UserSnapshot::of);
    }

    /** The user as they are at this moment, if they are active; not locked, so that two can be asked about at once. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<UserSnapshot> findActive(UserId user) {
        return users.findByIdOptional(user).filter(AppUser::isActive).map(UserSnapshot::of);
    }

    /** Who has this address, whatever their status; empty for an unknown address, and for what is none. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<KnownUser> find(String email) {
        return EmailAddress.parse(email).flatMap(users::findByEmail).map(this::known);
    }

    /** The user of this id, whatever their status. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<KnownUser> find(UserId user) {
        return users.findByIdOptional(user).map(this::known);
    }

    /** Whether an account is the user's to which somebody else belongs. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean hasPowerOverOthers(UserId user) {
        return memberships.ownsSharedAccount(user);
    }

    /** Keeps a user from signing in, and voids what they have begun. False if they were not active. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean disable(UserId user) {
        Optional<AppUser> active = users.lockActive(user);
        active.ifPresent(AppUser::disable);
        return active.isPresent();
    }

    /** Lets a user sign in again. False if they could. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean enable(UserId user) {
        Optional<AppUser> disabled = users.lock(user).filter(found -> !found.isActive());
        disabled.ifPresent(AppUser::enable);
        return disabled.isPresent();
    }

    /** Begins a new epoch of a locked user: everything begun before is void. */
    @Transactional(Transactional.TxType.MANDATORY)
    public UserSnapshot beginEpoch(UserId user) {
        AppUser locked = users.lockActive(user).orElseThrow();
        locked.beginEpoch();
        return UserSnapshot.of(locked);
    }

    /** A lock of the user's second step begins: challenges that were opened before it are void. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void countSecondStepLock(UserId user) {
        users.countSecondStepLock(user);
    }

    /** The address is proven: a code that was sent there came back. True for the first time. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean markEmailVerified(UserId user, Instant now) {
        return users.markEmailVerified(user, now);
    }

    /** Gives a locked user another address, which was proven. Somebody else may take it at once: see {@link EmailUniqueness}. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void changeEmail(UserId user, EmailAddress email, Instant now) {
        users.lockActive(user).orElseThrow().changeEmail(email, now);
    }

    private KnownUser known(AppUser user) {
        return KnownUser.of(user, memberships.findAccounts(user.id()));
    }
}
