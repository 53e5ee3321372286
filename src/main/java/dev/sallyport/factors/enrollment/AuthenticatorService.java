package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.factors.totp.Authenticator;
import dev.sallyport.factors.totp.TotpBinding;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Renames and removes authenticators of a user who has several. */
@ApplicationScoped
class AuthenticatorService {

    private final Users users;
    private final TotpBinding binding;
    private final PaperKeys paperKeys;
    private final Sessions sessions;
    private final Notices notices;
    private final Audit audit;
    private final Clock clock;

    AuthenticatorService(
            Users users,
            TotpBinding binding,
            PaperKeys paperKeys,
            Sessions sessions,
            Notices notices,
            Audit audit,
            Clock clock) {
        this.users = users;
        this.binding = binding;
        this.paperKeys = paperKeys;
        this.sessions = sessions;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    Outcome<AuthenticatorView> rename(UserCaller caller, UUID authenticator, String name, Origin origin) {
        Optional<Authenticator> renamed = binding.rename(authenticator, caller.userId(), caller.sessionId(), name);
        if (renamed.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        audit.record(AuditEntry.success(AuditType.AUTHENTICATOR_RENAMED, clock.instant(), origin)
                .user(caller.userId())
                .with("authenticator", authenticator.toString()));
        return Outcome.of(AuthenticatorView.of(renamed.get()));
    }

    /** Removes one of several. Challenges from before are void, as after every change of factors; sessions go on. */
    @Transactional
    Outcome<UUID> remove(UserCaller caller, UUID authenticator, Origin origin) {
        Instant now = clock.instant();
        UserSnapshot before = users.lock(caller.userId())
                .filter(found -> sessions.lockLive(caller.sessionId(), found.id(), found.epoch()))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_AUTHENTICATED));
        List<Authenticator> bound = binding.listBound(caller.userId());
        boolean pending = !contains(bound, authenticator);
        if (pending && !binding.exists(authenticator, caller.userId(), caller.sessionId())) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        if (!pending && bound.size() == 1) {
            return Outcome.refused(new ProblemException(ProblemType.LAST_AUTHENTICATOR)
                    .detail("The last authenticator goes by disabling two-factor sign-in."));
        }
        binding.remove(authenticator, caller.userId());
        if (pending) {
            paperKeys.withdraw(caller.userId());
        } else {
            sessions.carryOver(
                    before.id(), before.epoch(), users.beginEpoch(before.id()).epoch());
            notices.tell(before.told(origin), MailKind.AUTHENTICATOR_REMOVED, now);
        }
        audit.record(AuditEntry.success(AuditType.AUTHENTICATOR_REMOVED, now, origin)
                .user(before.id())
                .with("authenticator", authenticator.toString()));
        return Outcome.of(authenticator);
    }

    private static boolean contains(List<Authenticator> bound, UUID authenticator) {
        return bound.stream().anyMatch(each -> each.id().equals(authenticator));
    }
}
