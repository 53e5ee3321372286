package dev.sallyport.report;

import dev.sallyport.account.UserSnapshot;
import dev.sallyport.account.Users;
import dev.sallyport.audit.Audit;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditType;
import dev.sallyport.caller.Origin;
import dev.sallyport.device.Devices;
import dev.sallyport.password.PasswordCredentials;
import dev.sallyport.profile.ResetLinks;
import dev.sallyport.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Believes an owner who disowns a device: whoever sits there knew the password, and read the mailbox. */
@ApplicationScoped
class ReportService {

    private final ReportTokens tokens;
    private final Devices devices;
    private final Sessions sessions;
    private final PasswordCredentials credentials;
    private final ResetLinks resetLinks;
    private final Users users;
    private final Audit audit;
    private final Clock clock;

    ReportService(
            ReportTokens tokens,
            Devices devices,
            Sessions sessions,
            PasswordCredentials credentials,
            ResetLinks resetLinks,
            Users users,
            Audit audit,
            Clock clock) {
        this.tokens = tokens;
        this.devices = devices;
        this.sessions = sessions;
        this.credentials = credentials;
        this.resetLinks = resetLinks;
        this.users = users;
        this.audit = audit;
        this.clock = clock;
    }

    /** Does nothing for a token that is not ours, was used before or is too old: the answer is the same. */
    @Transactional
    void report(String token, Origin origin) {
        Instant now = clock.instant();
        tokens.read(token)
                .ifPresent(device -> devices.findReportable(device, now)
                        .flatMap(users::lock)
                        .filter(user -> devices.report(device, user.id(), now))
                        .ifPresent(user -> disown(device, user, origin, now)));
    }

    /** By the new epoch every challenge and code under way is void too; what was begun on other devices goes on. */
    private void disown(UUID device, UserSnapshot before, Origin origin, Instant now) {
        sessions.endOfDevice(device, before.id(), now);
        UserSnapshot after = users.beginEpoch(before.id());
        sessions.carryOver(after.id(), before.epoch(), after.epoch());
        devices.carryOver(List.of(after.id()));
        boolean hasPassword = credentials.requireReset(after.id(), now);
        if (hasPassword) {
            resetLinks.sendAnyway(after, origin, now);
        }
        audit.record(AuditEntry.success(AuditType.SIGN_IN_REPORTED, now, origin)
                .user(after.id())
                .with("device", device.toString())
                .with("passwordResetRequired", hasPassword));
    }
}
