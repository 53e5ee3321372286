package dev.sallyport.sessions.device;

import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.Page;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Shows and revokes the devices of a user, for the user and for support agents. */
@ApplicationScoped
public class DeviceService {

    private final TrustedDeviceRepository rows;
    private final Audit audit;
    private final Clock clock;

    DeviceService(TrustedDeviceRepository rows, Audit audit, Clock clock) {
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    /** The devices that are recognized now, the newest first. */
    @Transactional
    public DevicePage list(UserCaller caller, UserId user, PageRequest page) {
        DeviceId current =
                rows.findOfSession(caller.sessionId(), caller.userId()).orElse(null);
        return DevicePage.of(Page.of(
                rows.listLive(user, page, clock.instant()),
                page.limit(),
                device -> device.id().value(),
                device -> device.view(current)));
    }

    @Transactional
    Outcome<DeviceView> rename(UserCaller caller, DeviceId device, String name, ClientContext context) {
        Instant now = clock.instant();
        Optional<TrustedDevice> found = rows.lockLive(device, caller.userId(), now);
        if (found.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        found.get().rename(name);
        audit.record(AuditEntry.success(AuditType.DEVICE_RENAMED, now, context)
                .user(caller.userId())
                .with("device", device.toString()));
        return Outcome.of(found.get()
                .view(rows.findOfSession(caller.sessionId(), caller.userId()).orElse(null)));
    }

    /** Revokes a device. The next sign-in there is from a new device; its sessions continue. */
    @Transactional
    public Outcome<Void> revoke(UserCaller caller, UserId user, DeviceId device, ClientContext context) {
        Instant now = clock.instant();
        Optional<TrustedDevice> found = rows.lockLive(device, user, now);
        if (found.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        found.get().end(now);
        audit.record(revoked(caller, user, context, now).with("device", device.toString()));
        return Outcome.of(null);
    }

    @Transactional
    public void revokeAll(UserCaller caller, UserId user, ClientContext context) {
        Instant now = clock.instant();
        int count = rows.revokeAll(user, now);
        audit.record(revoked(caller, user, context, now).with("devices", count));
    }

    private static AuditEntry revoked(UserCaller caller, UserId user, ClientContext context, Instant now) {
        return AuditEntry.success(AuditType.DEVICE_REVOKED, now, context)
                .by(caller)
                .user(user);
    }
}
