package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.browser.LastingToken;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.factor.PendingFactor;
import dev.sallyport.factors.factor.SetUpHolder;
import dev.sallyport.factors.recovery.NewRecoveryCodes;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Enrolling;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.device.DeviceOwner;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.device.Trust;
import dev.sallyport.sessions.session.Amr;
import dev.sallyport.sessions.session.OpenSession;
import dev.sallyport.sessions.session.SessionStart;
import dev.sallyport.sessions.session.SessionUser;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything that follows when a user has confirmed a second factor of whatever kind, in one transaction: all of it happens,
 * or none.
 */
@ApplicationScoped
public class TwoFactorActivation {

    private final Users users;
    private final BoundFactors factors;
    private final RecoveryCodes recoveryCodes;
    private final PaperKeys paperKeys;
    private final Sessions sessions;
    private final Devices devices;
    private final Notices notices;
    private final Audit audit;

    TwoFactorActivation(
            Users users,
            BoundFactors factors,
            RecoveryCodes recoveryCodes,
            PaperKeys paperKeys,
            Sessions sessions,
            Devices devices,
            Notices notices,
            Audit audit) {
        this.users = users;
        this.factors = factors;
        this.recoveryCodes = recoveryCodes;
        this.paperKeys = paperKeys;
        this.sessions = sessions;
        this.devices = devices;
        this.notices = notices;
        this.audit = audit;
    }

    /**
     * What is to be done.
     *
     * @param codes for a first factor; one that is added or replaces another leaves codes and paper key alone
     */
    public record Request(
            Enrolling caller,
            PendingFactor factor,
            Optional<NewRecoveryCodes> codes,
            boolean endOtherSessions,
            Origin origin,
            Instant now) {

        UUID user() {
            return caller.userId();
        }
    }

    /** What was done. */
    public record Done(String name, OpenSession session) {}

    @Transactional(Transactional.TxType.MANDATORY)
    public Outcome<Done> activate(Request request) {
        Optional<UserSnapshot> before = users.lock(request.user());
        if (before.isEmpty() || hasEnded(request.caller(), before.get())) {
            return Outcome.refused(ProblemType.NOT_AUTHENTICATED);
        }
        SetUpHolder holder =
                new SetUpHolder(request.caller().holder(), before.get().epoch());
        Optional<PendingFactor.Activated> activated = request.factor().activate(holder, request.now());
        if (activated.isEmpty()) {
            boolean confirmed = factors.list(request.user()).stream()
                    .anyMatch(each -> each.id().equals(request.factor().id()));
            return Outcome.refused(confirmed ? ProblemType.ALREADY_CONFIRMED : ProblemType.ENROLLMENT_EXPIRED);
        }
        request.codes().ifPresent(codes -> {
            recoveryCodes.replace(request.user(), codes, request.now());
            paperKeys.activate(request.user(), request.factor().id());
        });
        OpenSession session = beginEpoch(request, before.get());
        tell(request, before.get(), activated.get());
        return Outcome.of(new Done(activated.get().name(), session));
    }

    /** While the codes were hashed the session may have been ended, or the token voided: then nothing follows from it. */
    private boolean hasEnded(Enrolling caller, UserSnapshot user) {
        return caller.session()
                .map(own -> !sessions.lockLive(own, user.id(), user.epoch()))
                .orElseGet(() -> caller.epoch().orElseThrow() != user.epoch());
    }

    /** Sessions, devices and challenges from before the factor are void; the caller's own session goes on, raised. */
    private OpenSession beginEpoch(Request request, UserSnapshot before) {
        UserSnapshot after = users.beginEpoch(request.user());
        SessionUser user = new SessionUser(after.id(), after.email(), after.epoch(), after.roles());
        devices.endAll(request.user(), request.now());
        if (!request.endOtherSessions()) {
            sessions.carryOver(request.user(), before.epoch(), after.epoch());
        }
        List<String> amr = Amr.begunWith(
                Amr.firstOf(request.caller().amr()), request.factor().method().amr());
        OpenSession session = request.caller()
                .session()
                .flatMap(own -> sessions.raise(own, user, AssuranceLevel.TWO_FACTOR, amr, request.now()))
                .orElseGet(() -> sessions.begin(
                        new SessionStart(user, AssuranceLevel.TWO_FACTOR, amr, Optional.empty(), request.origin()),
                        request.now()));
        if (request.endOtherSessions()) {
            sessions.endOthers(request.user(), session.id(), request.now());
        }
        return session.withDeviceToken(Optional.of(recognise(user, request)));
    }

    /** The device at hand has just shown the app's code: its next sign-in is no news. It skips nothing. */
    private LastingToken recognise(SessionUser user, Request request) {
        return devices.trust(
                        new DeviceOwner(user.id(), user.epoch()),
                        new Trust(null, Optional.empty(), Optional.empty(), false),
                        request.origin(),
                        request.now())
                .token();
    }

    private void tell(Request request, UserSnapshot user, PendingFactor.Activated activated) {
        MailKind kind = request.codes().isPresent()
                ? MailKind.TWO_FACTOR_ENABLED
                : activated.replaced() ? MailKind.AUTHENTICATOR_REPLACED : MailKind.AUTHENTICATOR_ADDED;
        Map<String, String> more = Map.of(Notices.SUBJECT, request.factor().id().toString());
        notices.tell(user.told(request.origin()), kind, more, request.now());
        audit.record(AuditEntry.success(AuditType.TWO_FACTOR_ENABLED, request.now(), request.origin())
                .user(user.id())
                .with("authenticator", request.factor().id().toString())
                .with("change", kind.text()));
    }
}
