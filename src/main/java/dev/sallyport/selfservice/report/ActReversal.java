package dev.sallyport.selfservice.report;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.mailing.mail.ReportedAct;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.selfservice.erasure.ErasureRequests;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.session.CarriedOver;
import dev.sallyport.sessions.session.Epochs;
import dev.sallyport.sessions.session.Sessions;
import dev.sallyport.signin.sso.SignInMethods;
import dev.sallyport.signin.sso.SsoIdentities;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Undoes a reported act and begins a new epoch of its user, in which every challenge and code from before is void. */
@ApplicationScoped
class ActReversal {

    private final Epochs epochs;
    private final Sessions sessions;
    private final Devices devices;
    private final ReportedFactors factors;
    private final SsoIdentities identities;
    private final SignInMethods methods;
    private final ErasureRequests erasures;

    ActReversal(
            Epochs epochs,
            Sessions sessions,
            Devices devices,
            ReportedFactors factors,
            SsoIdentities identities,
            SignInMethods methods,
            ErasureRequests erasures) {
        this.epochs = epochs;
        this.sessions = sessions;
        this.devices = devices;
        this.factors = factors;
        this.identities = identities;
        this.methods = methods;
        this.erasures = erasures;
    }

    /** The user in the new epoch. The user MUST be locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    UserSnapshot undo(ReportedAct act, UserSnapshot user, ClientContext context, Instant now) {
        Reversal reversal = Reversal.of(act.kind());
        if (reversal == Reversal.FORGET_DEVICE && act.subject().isPresent()) {
            return forget(act.subject().map(DeviceId::new).get(), act.at(), user, now);
        }
        switch (reversal) {
            case TURN_TWO_FACTOR_OFF -> factors.disable(act, now);
            case REMOVE_AUTHENTICATOR -> factors.remove(act);
            case SUSPEND_AUTHENTICATOR -> factors.suspend(act);
            case SUSPEND_COPIED_PASSKEY -> factors.suspendNamed(act);
            case SPEND_RECOVERY_CODES -> factors.spendRecoveryCodes(user.id(), now);
            case REMOVE_PAPER_KEY -> factors.removePaperKey(user.id());
            case UNLINK_IDENTITY ->
                act.subject()
                        .map(ProviderId::new)
                        .filter(provider -> methods.remainWithout(provider, user.id()))
                        .ifPresent(provider -> identities.unlink(provider, user.id(), context, now));
            case CANCEL_ERASURE -> erasures.cancel(user.id());
            case FORGET_DEVICE, NONE -> {}
        }
        return epochs.begin(user.id(), CarriedOver.none(), now).user();
    }

    /** Sessions on devices that were known before continue; later ones may belong to the attacker's device. */
    private UserSnapshot forget(DeviceId device, Instant since, UserSnapshot before, Instant now) {
        // Devices before sessions, as the end of a copied device locks them.
        List<DeviceId> later = devices.findSince(before.id(), since);
        devices.report(device, before.id(), since, now);
        sessions.endOfDevice(device, before.id(), now);
        sessions.endSince(before.id(), since, later, now);
        return epochs.begin(before.id(), CarriedOver.sessionsAndDevices(), now).user();
    }
}
