package dev.sallyport.signin.verification;

import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.useragent.Browser;
import dev.sallyport.factors.factor.FactorMethod;
import dev.sallyport.policies.policy.AllowedMethod;
import dev.sallyport.policies.policy.StrictestPolicy;
import dev.sallyport.sessions.device.DeviceState;
import dev.sallyport.sessions.device.KnownDevice;
import dev.sallyport.sessions.session.SessionUser;
import dev.sallyport.sessions.session.StillHeld;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Reads everything a sign-in needs in one query: the one place that looks into the tables of other packages, because
 * one round trip before the hash is what a sign-in is allowed.
 */
@ApplicationScoped
class SignInSubjectRepository {

    private static final String SUBJECT = """
            select u.id, u.email, u.epoch, u.roles, u.locale, u.status = 'active' as active, p.hash, p.pepper_key_id,
                   %s as totp,
                   d.id as device_id, d.generation, d.rotated_at, d.browser, d.browser_version, d.os,
                   d.created_at as device_created_at, d.skips_second_factor,
                   %s as recovery_code,
                   %s as paper_key,
                   p.reset_required_at is not null as reset_required,
                   y.*
            from app_user u
            left join password_credential p on p.user_id = u.id
            left join trusted_device d on d.id = :device and d.user_id = u.id and d.epoch = u.epoch
                                      and d.revoked_at is null and d.expires_at > :now
            cross join lateral (%s) y
            where\s""".formatted(
            StillHeld.authenticator("u.id"), recoveryCode("u.id"), paperKey("u.id"), StrictestPolicy.select("u.id"));

    private static final String METHODS =
            """
            select %s as totp,
                   %s as recovery_code,
                   %s as paper_key
            """.formatted(StillHeld.authenticator(":user"), recoveryCode(":user"), paperKey(":user"));

    private static final UUID NO_DEVICE = new UUID(0, 0);

    private final Session database;

    SignInSubjectRepository(Session database) {
        this.database = database;
    }

    Optional<SignInSubject> find(String email, Optional<KnownDevice> shown, Instant now) {
        return find("u.email = :key", email, shown, now);
    }

    Optional<SignInSubject> find(UUID user, Optional<KnownDevice> shown, Instant now) {
        return find("u.id = :key", user, shown, now);
    }

    private Optional<SignInSubject> find(String which, Object key, Optional<KnownDevice> shown, Instant now) {
        return Row.query(database, SUBJECT + which, SignInSubjectRepository::subject)
                .setParameter("key", key)
                .setParameter("device", shown.map(KnownDevice::id).orElse(NO_DEVICE))
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    private static SignInSubject subject(Row row) {
        SessionUser user = new SessionUser(row.uuid("id"), row.text("email"), row.integer("epoch"), row.texts("roles"));
        Optional<StoredPassword> password =
                row.find("hash", String.class).map(hash -> new StoredPassword(hash, row.integer("pepper_key_id")));
        Optional<DeviceState> device = row.find("device_id", UUID.class)
                .map(id -> new DeviceState(
                        id,
                        row.integer("generation"),
                        row.instant("rotated_at"),
                        new Browser(row.text("browser"), row.text("browser_version"), row.text("os")),
                        row.instant("device_created_at"),
                        row.flag("skips_second_factor")));
        return new SignInSubject(
                user,
                row.text("locale"),
                row.flag("active"),
                password,
                row.flag("reset_required"),
                methods(row),
                device,
                StrictestPolicy.ofRow(row));
    }

    /** What can answer a two-factor challenge of a user now. */
    List<FactorMethod> findMethods(UUID user) {
        return Row.query(database, METHODS, SignInSubjectRepository::methods)
                .setParameter("user", user)
                .getSingleResult();
    }

    private static String recoveryCode(String userId) {
        return "exists (select from recovery_code r where r.user_id = %s and r.used_at is null) and %s"
                .formatted(userId, AllowedMethod.RECOVERY_CODE.allowedTo(userId));
    }

    private static String paperKey(String userId) {
        return "exists (select from paper_key k where k.user_id = %s and k.active) and %s"
                .formatted(userId, AllowedMethod.PAPER_KEY.allowedTo(userId));
    }

    private static List<FactorMethod> methods(Row row) {
        List<FactorMethod> methods = new ArrayList<>();
        addIf(row.flag("totp"), FactorMethod.TOTP, methods);
        addIf(row.flag("recovery_code"), FactorMethod.RECOVERY_CODE, methods);
        addIf(row.flag("paper_key"), FactorMethod.PAPER_KEY, methods);
        return methods;
    }

    private static void addIf(boolean present, FactorMethod method, List<FactorMethod> methods) {
        if (present) {
            methods.add(method);
        }
    }
}
