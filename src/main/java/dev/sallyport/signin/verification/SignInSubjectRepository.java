package dev.sallyport.signin.verification;

import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.database.DeferredRows;
import dev.sallyport.base.database.NamedSql;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.Statements;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.useragent.Browser;
import dev.sallyport.factors.factor.ChallengeBinding;
import dev.sallyport.policies.policy.StrictestPolicy;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.sessions.device.DeviceState;
import dev.sallyport.sessions.device.DeviceTerm;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import dev.sallyport.sessions.rotation.Rotation;
import dev.sallyport.sessions.session.SessionUser;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reads everything a sign-in needs in one query. It looks into the tables of other packages for that, because one round
 * trip before the hash is what a sign-in is allowed.
 */
@Singleton
class SignInSubjectRepository {

    private static final NamedSql SUBJECT = NamedSql.of(
            """
            select u.id, u.email, u.epoch, u.second_step_locks, u.roles, u.locale, u.status = 'active' as active,
                   p.hash, p.pepper_key_id, p.sealed_pepper,
                   %s as methods,
                   d.id as device_id, d.generation, d.rotated_at, d.rotation_key, d.browser, d.browser_version, d.os,
                   d.created_at as device_created_at, d.skips_second_factor, d.epoch = u.epoch as device_of_this_epoch,
                   d.revoked_at is not null as device_revoked, d.expires_at as device_expires_at,
                   p.reset_required_at is not null or u.sign_in_barred as reset_required,
                   u.sign_in_barred as barred,
                   y.*
            from app_user u
            left join password_credential p on p.user_id = :user
            left join trusted_device d on d.id = :device and d.user_id = :user
            cross join (%s) y
            where u.id = :user
            """.formatted(AnswerableMethods.select(":user", ":now"), StrictestPolicy.select(":user", ":now")));

    private static final NamedSql METHODS =
            NamedSql.of("select " + AnswerableMethods.select(":user", ":now") + " as methods");

    private final Statements database;

    SignInSubjectRepository(Statements database) {
        this.database = database;
    }

    /** With what the transaction sends next. */
    DeferredRows<SignInSubject> findLater(
            UserId user,
            Optional<DeviceTokenHandle> shown,
            Instant now,
            Function<Optional<DeviceState>, PresentedDevice> identify) {
        DeviceId device = shown.filter(token -> token.owner().equals(user))
                .map(DeviceTokenHandle::id)
                .orElse(DeviceId.NONE);
        return database.of(SUBJECT)
                .set("user", user)
                .set("device", device)
                .set("now", now)
                .defer(row -> subject(row, identify));
    }

    private static SignInSubject subject(Row row, Function<Optional<DeviceState>, PresentedDevice> identify) {
        SessionUser user = new SessionUser(
                new UserId(row.uuid("id")), row.text("email"), row.integer("epoch"), row.texts("roles"));
        Optional<StoredPassword> password = row.find("hash", String.class)
                .map(hash -> new StoredPassword(
                        hash,
                        row.find("pepper_key_id", Integer.class).orElse(null),
                        row.find("sealed_pepper", byte[].class).orElse(null)));
        Optional<DeviceState> device = row.find("device_id", UUID.class)
                .map(id -> new DeviceState(
                        new DeviceId(id),
                        new Rotation(
                                row.integer("generation"),
                                row.instantOrNull("rotated_at"),
                                row.bytesOrNull("rotation_key")),
                        new Browser(row.textOrNull("browser"), row.textOrNull("browser_version"), row.textOrNull("os")),
                        row.instant("device_created_at"),
                        row.flag("skips_second_factor"),
                        new DeviceTerm(
                                row.flag("device_of_this_epoch"),
                                row.flag("device_revoked"),
                                row.instant("device_expires_at"))));
        return new SignInSubject(
                user,
                new ChallengeBinding(user.epoch(), row.integer("second_step_locks")),
                row.textOrNull("locale"),
                row.flag("active"),
                password,
                row.flag("reset_required"),
                row.flag("barred"),
                AnswerableMethods.of(row.texts("methods")),
                identify.apply(device),
                StrictestPolicy.ofRow(row));
    }

    /** What can answer a two-factor challenge of a user now. */
    List<FactorMethod> findMethods(UserId user, Instant now) {
        return database.of(METHODS)
                .set("user", user)
                .set("now", now)
                .first(row -> AnswerableMethods.of(row.texts("methods")))
                .orElseThrow();
    }
}
