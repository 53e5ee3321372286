package dev.sallyport.sessions.device;

import dev.sallyport.base.cookie.CookieToken;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.RotatingTokens;
import dev.sallyport.sessions.rotation.PresentedToken;
import dev.sallyport.sessions.rotation.Rotations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Trusts, recognizes and revokes devices. Every lookup names the user: another user's device counts as unknown. */
@ApplicationScoped
public class Devices {

    static final int AT_MOST = 20;

    private final TrustedDeviceRepository rows;
    private final DeviceConfig config;
    private final Notices notices;
    private final Audit audit;
    private final Rotations rotations;
    private final RotatingTokens tokens;

    Devices(
            TrustedDeviceRepository rows,
            DeviceConfig config,
            Notices notices,
            Audit audit,
            Rotations rotations,
            Keyset keyset) {
        this.rows = rows;
        this.config = config;
        this.notices = notices;
        this.audit = audit;
        this.rotations = rotations;
        this.tokens = new RotatingTokens(keyset.tokens(), "sp_dt_");
    }

    /** What a genuine device token names. It does not check the owner, or whether the device is still active. */
    public Optional<DeviceTokenHandle> read(@Nullable String deviceToken) {
        return tokens.read(deviceToken)
                .map(handle -> new DeviceTokenHandle(
                        new UserId(handle.owner()), new DeviceId(handle.id()), handle.generation()));
    }

    /** Checks a token that names this device of the user. */
    public DeviceMatch match(DeviceTokenHandle shown, DeviceState state, ClientContext context, Instant now) {
        PresentedToken token = rotations.look(shown.id().value(), shown.generation(), context);
        return DeviceMatch.of(
                token, state, context.browser(), config.deviceNewAfterUpdate(), rotations.reuseWindow(), now);
    }

    /**
     * Trusts the device in which the user has just entered a code. Beyond {@value #AT_MOST} the oldest go.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public NewDevice trust(TrustGrant trust, ClientContext context, Instant now) {
        Optional<TrustedDevice> before = trust.replaced().flatMap(id -> rows.findLive(id, trust.userId(), now));
        before.ifPresent(old -> rows.revoke(old.id(), trust.userId(), now));
        String name = trust.name() != null
                ? trust.name()
                : before.map(TrustedDevice::name).orElse(null);
        Instant end = now.plus(trust.lifetime().orElse(config.deviceLifetime()));
        TrustedDevice device = new TrustedDevice(trust, name, context, now, end);
        rows.persist(device);
        rows.listLive(trust.userId(), now).stream()
                .skip(AT_MOST)
                .forEach(oldest -> rows.revoke(oldest.id(), trust.userId(), now));
        audit.record(AuditEntry.success(AuditType.DEVICE_TRUSTED, now, context)
                .user(trust.userId())
                .with("device", device.id().toString())
                .with("skipsSecondFactor", trust.skipsSecondFactor()));
        return new NewDevice(device.id(), token(trust.userId(), device.id(), device.generation(), end, now));
    }

    /**
     * The successor of the presented token; empty if the device was revoked meanwhile. Two requests with the same token
     * get the same successor.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<CookieToken> successor(UserId user, DeviceTokenHandle shown, ClientContext context, Instant now) {
        rotations.answer(shown.id().value(), shown.generation());
        return rows.rotate(shown, user, context, now)
                .map(end -> token(user, shown.id(), shown.generation() + 1, end, now))
                .or(() -> rows.findLive(shown.id(), user, now)
                        .map(device -> token(user, device.id(), device.generation(), device.expiresAt(), now)));
    }

    private CookieToken token(UserId user, DeviceId device, int generation, Instant end, Instant now) {
        return new CookieToken(tokens.issue(user.value(), device.value(), generation), Duration.between(now, end));
    }

    /**
     * Revokes a device after an old copy of its token was presented, because another client may hold the newest. The
     * owner is notified. Returns false if it was revoked already.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean endCopied(DeviceId device, NoticeRecipient owner, ClientContext context, Instant now) {
        boolean ended = rows.revoke(device, owner.userId(), now);
        if (ended) {
            audit.record(AuditEntry.refused(AuditType.DEVICE_COPIED, now, context)
                    .user(owner.userId())
                    .with("device", device.toString()));
            notices.notifyUser(owner, MailKind.DEVICE_COPIED, now);
        }
        return ended;
    }

    /** The devices of the user that were recognized after that time, revoked or not. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<DeviceId> findSince(UserId user, Instant since) {
        return rows.findSince(user, since);
    }

    /** The devices of the user that never skipped the second factor, revoked or not. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<DeviceId> findWithoutSkip(UserId user) {
        return rows.findWithoutSkip(user);
    }

    /** Revokes a device that its user reports as not their own, and devices that were recognized after that time. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void report(DeviceId device, UserId user, Instant since, Instant now) {
        rows.lockOwned(device, user).ifPresent(reported -> reported.report(now));
        rows.revokeSince(user, since, now);
    }

    /** Keeps the devices of users whose next epoch has just begun. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void carryOver(List<UserId> users) {
        rows.carryOver(users);
    }

    /** Ends the trust in one device. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void end(DeviceId device, UserId user, Instant now) {
        rows.revoke(device, user, now);
    }

    /** Ends the trust in every device of these users. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void endAll(List<UserId> users, Instant now) {
        rows.revokeAll(users, now);
    }

    /** Ends the trust in every device of the user. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void endAll(UserId user, Instant now) {
        rows.revokeAll(user, now);
    }
}
