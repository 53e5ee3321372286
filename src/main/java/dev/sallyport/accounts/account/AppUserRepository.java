package dev.sallyport.accounts.account;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.database.DeferredRows;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.RowLocks;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.language.Language;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

@ApplicationScoped
class AppUserRepository implements PanacheRepositoryBase<AppUser, UserId> {

    private final EmailOwners emails;
    private final ExternalIds externalIds;
    private final SearchWords words;

    AppUserRepository(EmailOwners emails, ExternalIds externalIds, SearchWords words) {
        this.emails = emails;
        this.externalIds = externalIds;
        this.words = words;
    }

    /** Stores a new user and assigns the address to them. */
    void add(AppUser user) {
        emails.take(new EmailAddress(user.email()), user.id());
        persist(user);
        words.add(user.id(), user.email());
    }

    boolean exists(EmailAddress email) {
        return findId(email).isPresent();
    }

    Optional<UserId> findId(EmailAddress email) {
        return emails.find(email);
    }

    DeferredRows<UserId> findIdLater(EmailAddress email) {
        return emails.findLater(email);
    }

    Optional<AppUser> findByEmail(EmailAddress email) {
        return findId(email).flatMap(this::findByIdOptional);
    }

    /** Replaces the address of a locked user. */
    void changeEmail(AppUser user, EmailAddress email, Instant now) {
        emails.take(email, user.id());
        emails.giveUp(new EmailAddress(user.email()), user.id());
        user.changeEmail(email, now);
        words.replace(user.id(), user.email());
    }

    /** Replaces or removes the external id of a locked user. */
    ExternalIdResult changeExternalId(AppUser user, Optional<String> externalId) {
        Optional<String> before = Optional.ofNullable(user.externalId());
        if (before.equals(externalId)) {
            return ExternalIdResult.UNCHANGED;
        }
        if (externalId.isPresent() && !externalIds.claim(externalId.get(), user.id())) {
            return ExternalIdResult.TAKEN;
        }
        before.ifPresent(former -> externalIds.giveUp(former, user.id()));
        user.changeExternalId(externalId.orElse(null));
        return ExternalIdResult.CHANGED;
    }

    void erase(UserId user, EmailAddress email) {
        emails.giveUp(email, user);
        findByIdOptional(user).map(AppUser::externalId).ifPresent(externalId -> externalIds.giveUp(externalId, user));
        getSession()
                .createNativeMutationQuery("delete from app_user where id = :user")
                .setParameter("user", user)
                .executeUpdate();
    }

    /** Locks the row whatever its status: roles are taken from a disabled user too. */
    Optional<AppUser> lock(UserId id) {
        return RowLocks.lock(getSession(), AppUser.class, id);
    }

    /** Locks the row, so that changes to one user's factors happen one after the other. */
    Optional<AppUser> lockActive(UserId id) {
        return RowLocks.lock(getSession(), AppUser.class, id, find("id = ?1 and status = ?2", id, UserStatus.ACTIVE));
    }

    private static final String LAST_SIGN_IN = """
            select greatest(u.last_sign_in_at, (select max(m.last_sign_in_at) from membership m
                                                where m.user_id = :user)) as last_sign_in_at
            from app_user u where u.id = :user
            """;

    /** When the user last signed in, whatever sessions and memberships are left. */
    Optional<Instant> findLastSignIn(UserId id) {
        return Row.query(getSession(), LAST_SIGN_IN, row -> row.find("last_sign_in_at", Instant.class))
                .setParameter("user", id)
                .uniqueResultOptional()
                .flatMap(Function.identity());
    }

    /** Keeps the last sign-in that a membership of a locked user had, which has ended. */
    void keepLastSignIn(UserId id, Instant at) {
        getSession()
                .createNativeMutationQuery(
                        "update app_user set last_sign_in_at = greatest(last_sign_in_at, :at) where id = :user")
                .setParameter("at", at)
                .setParameter("user", id)
                .executeUpdate();
    }

    private static final String LOCK_ALL =
            "select id from app_user where id = any(:users) order by id for no key update";

    private static final String BEGIN_EPOCHS = """
            update app_user set epoch = epoch + 1 where id = any(:users)
            returning id, email, locale, epoch, second_step_locks, roles, status = 'active' as active
            """;

    /** Locked in the order of the ids, so that two such transactions do not wait for each other. */
    List<UserId> lockAll(List<UserId> all) {
        return Row.column(getSession(), LOCK_ALL, UUID.class)
                .setParameter("users", Id.values(all), UUID[].class)
                .getResultStream()
                .map(UserId::new)
                .toList();
    }

    /** Begins the next epoch of users whom this transaction has not loaded. Returns those who are active. */
    List<UserSnapshot> beginEpochs(List<UserId> all) {
        return Row.query(getSession(), BEGIN_EPOCHS, AppUserRepository::snapshotIfActive)
                .addScalar("id", UUID.class)
                .addScalar("email", String.class)
                .addScalar("locale", String.class)
                .addScalar("epoch", Integer.class)
                .addScalar("second_step_locks", Integer.class)
                .addScalar("roles", String[].class)
                .addScalar("active", Boolean.class)
                .setParameter("users", Id.values(all), UUID[].class)
                .getResultStream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<UserSnapshot> snapshotIfActive(Row row) {
        return row.flag("active")
                ? Optional.of(new UserSnapshot(
                        new UserId(row.uuid("id")),
                        row.text("email"),
                        row.find("locale", String.class).orElse(null),
                        row.integer("epoch"),
                        row.integer("second_step_locks"),
                        row.texts("roles")))
                : Optional.empty();
    }

    /** Sets the language of mails to the user, and nothing else. */
    void changeLocale(UserId id, Language language) {
        update("locale = ?1 where id = ?2", language.tag(), id);
    }

    boolean markEmailVerified(UserId id, Instant now) {
        return update("emailVerifiedAt = ?1 where id = ?2 and emailVerifiedAt is null", now, id) == 1;
    }

    void countSecondStepLock(UserId id) {
        getSession()
                .createNativeMutationQuery(
                        "update app_user set second_step_locks = second_step_locks + 1 where id = :user")
                .setParameter("user", id)
                .executeUpdate();
    }
}
