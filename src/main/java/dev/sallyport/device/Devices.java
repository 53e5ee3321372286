package dev.sallyport.device;

import dev.sallyport.audit.Audit;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditType;
import dev.sallyport.caller.Origin;
import dev.sallyport.crypto.Keyset;
import dev.sallyport.crypto.RotatingTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Trusts, recognises and revokes devices. Every answer names the user: a device of somebody else is unknown. */
@ApplicationScoped
public class Devices {

    private final TrustedDeviceRepository rows;
    private final DeviceConfig config;
    private final Audit audit;
    private final RotatingTokens tokens;

    Devices(TrustedDeviceRepository rows, DeviceConfig config, Audit audit, Keyset keyset) {
        this.rows = rows;
        this.config = config;
        this.audit = audit;
        this.tokens = new RotatingTokens(keyset.tokens(), "sp_dt_");
    }

    /** What a device token names, if this service made it; whose device it is, and whether it is live, is not said. */
    public Optional<KnownDevice> read(String deviceToken) {
        return tokens.read(deviceToken).map(handle -> new KnownDevice(handle.id(), handle.generation()));
    }

    /**
     * Whether a token that names a live device of the right user is good: it is the newest, or its predecessor shortly
     * after the change, when the answer may have been lost. Anything older is a copy.
     */
    public boolean isGood(KnownDevice shown, int generation, Instant rotatedAt, Instant now) {
        boolean newest = shown.generation() == generation;
        boolean predecessor = shown.generation() == generation - 1
                && rotatedAt != null
                && now.isBefore(rotatedAt.plus(config.refreshReuseWindow()));
        return newest || predecessor;
    }

    /** Trusts the device in which the user has just entered a code. */
    @Transactional(Transactional.TxType.MANDATORY)
    public NewDevice trust(DeviceOwner owner, String name, Origin origin, Instant now) {
        TrustedDevice device = new TrustedDevice(
                owner, name, origin.userAgent(), origin.address(), now, now.plus(config.deviceLifetime()));
        rows.persist(device);
        audit.record(AuditEntry.success(AuditType.DEVICE_TRUSTED, now, origin)
                .user(owner.userId())
                .with("device", device.id().toString()));
        return new NewDevice(device.id(), tokens.issue(device.id(), device.generation()));
    }

    /**
     * The token that follows the one that was shown; empty if the device has ended meanwhile. Two requests with one
     * token get the same successor.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<String> successor(DeviceOwner owner, KnownDevice shown, Instant now) {
        if (rows.rotate(shown.id(), owner.userId(), shown.generation(), now)) {
            return Optional.of(tokens.issue(shown.id(), shown.generation() + 1));
        }
        return rows.findLive(shown.id(), owner, now).map(device -> tokens.issue(device.id(), device.generation()));
    }

    /** Ends a device of which an old copy of the token was shown: somebody else may hold it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void endCopied(UUID device, UUID user, Origin origin, Instant now) {
        if (rows.revoke(device, user, now)) {
            audit.record(AuditEntry.refused(AuditType.AUTHN_TOKEN_REUSE, now, origin)
                    .user(user)
                    .with("device", device.toString()));
        }
    }

    /** Lets the devices of users whose next epoch has just begun live on in it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void carryOver(List<UUID> users) {
        rows.carryOver(users);
    }

    /** Ends the trust in every device of the user. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void endAll(UUID user, Instant now) {
        rows.revokeAll(user, now);
    }
}
