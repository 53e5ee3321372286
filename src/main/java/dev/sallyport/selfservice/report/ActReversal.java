package dev.sallyport.selfservice.report;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.factors.enrollment.TwoFactorRemoval;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.factors.totp.Authenticator;
import dev.sallyport.factors.totp.TotpBinding;
import dev.sallyport.mailing.mail.ReportedAct;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.session.Sessions;
import dev.sallyport.signin.sso.SsoIdentities;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Undoes a reported act and begins a new epoch of its user, in which every challenge and code from before is void. */
@ApplicationScoped
class ActReversal {

    private final Users users;
    private final Sessions sessions;
    private final Devices devices;
    private final Factors factors;
    private final SsoIdentities identities;
    private final PasswordCredentials passwords;

    ActReversal(
            Users users,
            Sessions sessions,
            Devices devices,
            Factors factors,
            SsoIdentities identities,
            PasswordCredentials passwords) {
        this.users = users;
        this.sessions = sessions;
        this.devices = devices;
        this.factors = factors;
        this.identities = identities;
        this.passwords = passwords;
    }

    /** The user in the new epoch. The user MUST be locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    UserSnapshot undo(ReportedAct act, UserSnapshot user, Origin origin, Instant now) {
        Reversal reversal = Reversal.of(act.kind());
        if (reversal == Reversal.FORGET_DEVICE && act.subject().isPresent()) {
            return forget(act.subject().get(), act.at(), user, now);
        }
        switch (reversal) {
            case TURN_TWO_FACTOR_OFF -> factors.turnOff(act, now);
            case REMOVE_AUTHENTICATOR -> factors.remove(act);
            case SUSPEND_AUTHENTICATOR -> factors.suspend(act);
            case SPEND_RECOVERY_CODES -> factors.spendRecoveryCodes(user.id(), now);
            case REMOVE_PAPER_KEY -> factors.removePaperKey(user.id());
            case UNLINK_IDENTITY ->
                act.subject()
                        .filter(provider -> hasWayBeside(provider, user.id()))
                        .ifPresent(provider -> identities.unlink(provider, user.id(), origin, now));
            case FORGET_DEVICE, NONE -> {}
        }
        UserSnapshot after = users.beginEpoch(user.id());
        devices.endAll(user.id(), now);
        sessions.endOthers(user.id(), null, now);
        return after;
    }

    /** Whether the user can sign in without this provider, so that the link to it can go. */
    private boolean hasWayBeside(UUID provider, UUID user) {
        return passwords.find(user).isPresent() || identities.isLinkedBeside(provider, user);
    }

    /** What was begun on devices that were known before goes on; what came after may have come from this one. */
    private UserSnapshot forget(UUID device, Instant since, UserSnapshot before, Instant now) {
        sessions.endOfDevice(device, before.id(), now);
        sessions.endSince(before.id(), since, now);
        devices.report(device, before.id(), since, now);
        UserSnapshot after = users.beginEpoch(before.id());
        sessions.carryOver(after.id(), before.epoch(), after.epoch());
        devices.carryOver(List.of(after.id()));
        return after;
    }

    /** The second factors of a user who is locked. */
    @ApplicationScoped
    static class Factors {

        private final TotpBinding binding;
        private final TwoFactorRemoval removal;
        private final RecoveryCodes recoveryCodes;
        private final PaperKeys paperKeys;

        Factors(TotpBinding binding, TwoFactorRemoval removal, RecoveryCodes recoveryCodes, PaperKeys paperKeys) {
            this.binding = binding;
            this.removal = removal;
            this.recoveryCodes = recoveryCodes;
            this.paperKeys = paperKeys;
        }

        /** There was no authenticator before the act, so that each has come after it, unless it was repeated since. */
        @Transactional(Transactional.TxType.MANDATORY)
        void turnOff(ReportedAct act, Instant now) {
            if (!act.repeatedSince()) {
                removal.removeAll(act.userId(), Optional.empty(), now);
            }
        }

        /** Where no other authenticator is left, it is suspended: a mailbox alone must not turn the second factor off. */
        @Transactional(Transactional.TxType.MANDATORY)
        void remove(ReportedAct act) {
            List<UUID> reported = reported(act);
            boolean others = binding.listBound(act.userId()).size() > reported.size();
            reported.forEach(id -> {
                if (others) {
                    binding.remove(id, act.userId());
                } else {
                    binding.suspend(id, act.userId());
                }
            });
        }

        @Transactional(Transactional.TxType.MANDATORY)
        void suspend(ReportedAct act) {
            reported(act).forEach(id -> binding.suspend(id, act.userId()));
        }

        /** The one that the notice is about, and what was bound after it: it may have taken the place of that one. */
        private List<UUID> reported(ReportedAct act) {
            return binding.listBound(act.userId()).stream()
                    .filter(bound -> act.subject().filter(bound.id()::equals).isPresent()
                            || bound.createdAt().isAfter(act.at()))
                    .map(Authenticator::id)
                    .toList();
        }

        @Transactional(Transactional.TxType.MANDATORY)
        void spendRecoveryCodes(UUID user, Instant now) {
            recoveryCodes.spendAll(user, now);
        }

        @Transactional(Transactional.TxType.MANDATORY)
        void removePaperKey(UUID user) {
            paperKeys.removeAll(user);
        }
    }
}
