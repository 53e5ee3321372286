package dev.sallyport.support;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.device.DevicePage;
import dev.sallyport.sessions.device.DeviceService;
import dev.sallyport.support.agent.AgentAuthorization;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Lists and revokes a user's devices, for agents: also their own, as every user can. */
@ApplicationScoped
class SupportDeviceService {

    private final DeviceService devices;
    private final AgentAuthorization authorization;
    private final Users users;
    private final Audit audit;
    private final Clock clock;

    SupportDeviceService(
            DeviceService devices, AgentAuthorization authorization, Users users, Audit audit, Clock clock) {
        this.devices = devices;
        this.authorization = authorization;
        this.users = users;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    Outcome<DevicePage> list(UserCaller agent, UserId user, PageRequest page, ClientContext context) {
        if (users.lockActive(user).isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        Optional<ProblemException> objection = authorization.objection(agent);
        if (objection.isPresent()) {
            return Outcome.refused(objection.get());
        }
        audit.record(AuditEntry.success(AuditType.SENSITIVE_READ, clock.instant(), context)
                .by(agent)
                .user(user));
        return Outcome.of(devices.list(agent, user, page));
    }

    @Transactional
    Outcome<Void> revoke(UserCaller agent, UserId user, DeviceId device, ClientContext context) {
        if (users.lockActive(user).isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        Optional<ProblemException> objection = authorization.objection(agent);
        return objection.isPresent() ? Outcome.refused(objection.get()) : devices.revoke(agent, user, device, context);
    }

    @Transactional
    Outcome<Void> revokeAll(UserCaller agent, UserId user, ClientContext context) {
        if (users.lockActive(user).isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        Optional<ProblemException> objection = authorization.objection(agent);
        if (objection.isPresent()) {
            return Outcome.refused(objection.get());
        }
        devices.revokeAll(agent, user, context);
        return Outcome.of(null);
    }
}
