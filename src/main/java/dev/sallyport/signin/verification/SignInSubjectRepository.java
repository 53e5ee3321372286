package dev.sallyport.signin.verification;

import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.useragent.Browser;
import dev.sallyport.policies.policy.StrictestPolicy;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.sessions.device.DeviceState;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import dev.sallyport.sessions.session.SessionUser;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.Session;

/**
 * Reads everything a sign-in needs in one query. It looks into the tables of other packages for that, because one round
 * trip before the hash is what a sign-in is allowed.
 */
@ApplicationScoped
class SignInSubjectRepository {

    private static final int POLICY = 18;

    private static final String SUBJECT =
            """
            select u.id, u.email, u.epoch, u.roles, u.locale, u.status = 'active', p.hash, p.pepper_key_id,
                   %s,
                   d.id as device_id, d.generation, d.rotated_at, d.browser, d.browser_version, d.os,
                   d.created_at, d.skips_second_factor,
                   p.reset_required_at is not null,
                   y.*
            from app_user u
            left join password_credential p on p.user_id = u.id
            left join trusted_device d on d.id = :device and d.user_id = u.id and d.epoch = u.epoch
                                      and d.revoked_at is null and d.expires_at > :now
            cross join lateral (%s) y
            where\s""".formatted(AnswerableMethods.select("u.id"), StrictestPolicy.select("u.id"));

    private static final String METHODS = "select " + AnswerableMethods.select(":user");

    private static final DeviceId NO_DEVICE = new DeviceId(new UUID(0, 0));

    private final Session database;

    SignInSubjectRepository(Session database) {
        this.database = database;
    }

    Optional<SignInSubject> find(
            String email,
            Optional<DeviceTokenHandle> shown,
            Instant now,
            Function<Optional<DeviceState>, PresentedDevice> identify) {
        return find("u.email = :key", email, shown, now, identify);
    }

    Optional<SignInSubject> find(
            UserId user,
            Optional<DeviceTokenHandle> shown,
            Instant now,
            Function<Optional<DeviceState>, PresentedDevice> identify) {
        return find("u.id = :key", user, shown, now, identify);
    }

    private Optional<SignInSubject> find(
            String which,
            Object key,
            Optional<DeviceTokenHandle> shown,
            Instant now,
            Function<Optional<DeviceState>, PresentedDevice> identify) {
        return database.createNativeQuery(SUBJECT + which, Object[].class)
                .setParameter("key", key)
                .setParameter("device", shown.map(DeviceTokenHandle::id).orElse(NO_DEVICE))
                .setParameter("now", now)
                .getResultStream()
                .findFirst()
                .map(row -> subject(row, identify));
    }

    private static SignInSubject subject(Object[] row, Function<Optional<DeviceState>, PresentedDevice> identify) {
        SessionUser user = new SessionUser(
                new UserId((UUID) row[0]), (String) row[1], (Integer) row[2], List.of((String[]) row[3]));
        Optional<StoredPassword> password =
                Optional.ofNullable((String) row[6]).map(hash -> new StoredPassword(hash, (Integer) row[7]));
        Optional<DeviceState> device = Optional.ofNullable((UUID) row[9])
                .map(id -> new DeviceState(
                        new DeviceId(id),
                        (Integer) row[10],
                        (Instant) row[11],
                        new Browser((String) row[12], (String) row[13], (String) row[14]),
                        (Instant) row[15],
                        (Boolean) row[16]));
        return new SignInSubject(
                user,
                (String) row[4],
                (Boolean) row[5],
                password,
                (Boolean) row[17],
                AnswerableMethods.of(row[8]),
                identify.apply(device),
                StrictestPolicy.ofRow(row, POLICY));
    }

    /** What can answer a two-factor challenge of a user now. */
    List<FactorMethod> findMethods(UserId user) {
        return AnswerableMethods.of(database.createNativeQuery(METHODS, String[].class)
                .setParameter("user", user)
                .getSingleResult());
    }
}
