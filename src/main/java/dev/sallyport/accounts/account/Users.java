package dev.sallyport.accounts.account;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.database.DeferredRows;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads and changes users on behalf of other packages. */
@ApplicationScoped
public class Users {

    private final AppUserRepository users;
    private final MembershipRepository memberships;
    private final SearchWords words;

    Users(AppUserRepository users, MembershipRepository memberships, SearchWords words) {
        this.users = users;
        this.memberships = memberships;
        this.words = words;
    }

    /** The user, locked until the transaction ends, if they are active. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<UserSnapshot> lockActive(UserId user) {
        return users.lockActive(user).map(UserSnapshot::of);
    }

    /** The same for a reset of the factors, which reaches a user who is locked down, too. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<UserSnapshot> lockForReset(UserId user) {
        return users.lock(user).filter(Users::isResettable).map(UserSnapshot::of);
    }

    private static boolean isResettable(AppUser user) {
        return user.isActive() || user.isLockedDown();
    }

    /**
     * The user's current state, if they are active. The row is not locked, so that requests can read it in parallel.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<UserSnapshot> findActive(UserId user) {
        return users.findByIdOptional(user).filter(AppUser::isActive).map(UserSnapshot::of);
    }

    /** The id of the user with this address, whatever their status. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<UserId> findId(EmailAddress email) {
        return users.findId(email);
    }

    /** The same, read with what the transaction sends next. */
    @Transactional(Transactional.TxType.MANDATORY)
    public DeferredRows<UserId> findIdLater(EmailAddress email) {
        return users.findIdLater(email);
    }

    /** The user with this address, whatever their status; empty for an unknown or malformed address. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<KnownUser> find(String email) {
        return EmailAddress.parse(email).flatMap(users::findByEmail).map(this::known);
    }

    /** The user of this id, whatever their status. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<KnownUser> find(UserId user) {
        return users.findByIdOptional(user).map(this::known);
    }

    /** The same, locked until the transaction ends, as they are under the lock, whatever their status. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<KnownUser> lock(UserId user) {
        return users.lock(user).map(this::known);
    }

    /** When the user last signed in, however long ago; empty if never. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Instant> lastSignIn(UserId user) {
        return users.findLastSignIn(user);
    }

    /** Deletes a locked user whose other rows are gone, and frees the address and the external id. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void erase(UserId user, String email) {
        users.erase(user, new EmailAddress(email));
    }

    /**
     * Some users whose address has a word that begins with the term, in the order of that word.
     *
     * @param after the last one of the page before
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<FoundUser> search(SearchTerm term, Optional<FoundUser> after, int limit) {
        return words.find(term, after, limit);
    }

    /**
     * Whether the user owns an account that has other members, or is an admin of one that lets its admins reset the
     * second factor of members.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean hasPowerOverOthers(UserId user) {
        return memberships.hasPowerOverOthers(user);
    }

    /**
     * Disables sign-in for a user, and voids everything they began before. A user who is locked down stays disabled
     * when the lockdown is lifted. Returns false if the user was disabled already.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean disable(UserId user) {
        Optional<AppUser> enabled = users.lock(user).filter(AppUser::isEnabled);
        enabled.ifPresent(locked -> {
            locked.disable();
            memberships.changeStatus(user, UserStatus.DISABLED);
        });
        return enabled.isPresent();
    }

    /** Keeps a user who was just {@linkplain #disable disabled} out until {@link #liftLockdown}. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lockDown(UserId user, Instant now) {
        users.lock(user).filter(locked -> !locked.isActive()).orElseThrow().lockDown(now);
    }

    /**
     * Ends the lockdown of a user, and locks the row. The user is enabled again, unless they were {@linkplain #disable
     * disabled} beside it. Returns false for a user who is not locked down.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean liftLockdown(UserId user) {
        Optional<AppUser> lockedDown = users.lock(user).filter(AppUser::isLockedDown);
        lockedDown.ifPresent(locked -> {
            locked.liftLockdown();
            memberships.changeStatus(user, locked.status());
        });
        return lockedDown.isPresent();
    }

    /** Whether nothing signs the user in, from a lockdown until a mailed link has set a password. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isSignInBarred(UserId user) {
        return users.findByIdOptional(user).filter(AppUser::isSignInBarred).isPresent();
    }

    /** A mailed link has set the password of a locked user, so that the user can sign in again after a lockdown. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void endSignInBar(UserId user) {
        users.lock(user).filter(AppUser::isSignInBarred).ifPresent(barred -> {
            barred.endSignInBar();
            memberships.changePasswordless(user, false);
        });
    }

    /** Whether there was a lockdown of the user after this time, lifted or not. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean wasLockedDownAfter(UserId user, Instant time) {
        return users.findByIdOptional(user)
                .filter(found -> found.wasLockedDownAfter(time))
                .isPresent();
    }

    /** Enables sign-in for a user again. Returns false if it was enabled, or the user is locked down. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean enable(UserId user) {
        Optional<AppUser> disabled = users.lock(user).filter(found -> !found.isActive() && !found.isLockedDown());
        disabled.ifPresent(locked -> {
            locked.enable();
            memberships.changeStatus(user, UserStatus.ACTIVE);
        });
        return disabled.isPresent();
    }

    /** Gives a user whose row is locked another external id, or none. */
    @Transactional(Transactional.TxType.MANDATORY)
    public ExternalIdResult changeExternalId(UserId user, Optional<String> externalId) {
        return users.changeExternalId(users.lock(user).orElseThrow(), externalId);
    }

    /** Begins a new epoch of a locked user: everything begun before is void. */
    @Transactional(Transactional.TxType.MANDATORY)
    public UserSnapshot beginEpoch(UserId user) {
        AppUser locked = users.lock(user).filter(Users::isResettable).orElseThrow();
        locked.beginEpoch();
        return UserSnapshot.of(locked);
    }

    /**
     * Locks many users, whatever their status, in the order of their ids, without loading them.
     *
     * @return those that there are
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UserId> lockAll(List<UserId> all) {
        return users.lockAll(all);
    }

    /**
     * Begins a new epoch of many users whom the transaction has {@linkplain #lockAll locked}, and MUST NOT have loaded.
     *
     * @return those who are active
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UserSnapshot> beginEpochs(List<UserId> all) {
        return users.beginEpochs(all);
    }

    /** A lock of the user's second step begins: challenges that were opened before it are void. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void countSecondStepLock(UserId user) {
        users.countSecondStepLock(user);
    }

    /**
     * Marks the address as verified, because the user entered a code that was sent there. Returns true the first time.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean markEmailVerified(UserId user, Instant now) {
        return users.markEmailVerified(user, now);
    }

    /**
     * Changes a locked user's address to a verified one. Another request may take it at the same time: see {@link
     * EmailUniqueness}.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void changeEmail(UserId user, EmailAddress email, Instant now) {
        users.changeEmail(users.lockActive(user).orElseThrow(), email, now);
    }

    private KnownUser known(AppUser user) {
        return KnownUser.of(user, memberships.findAccounts(user.id()));
    }
}
