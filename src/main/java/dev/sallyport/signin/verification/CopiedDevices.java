package dev.sallyport.signin.verification;

import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** Ends the trust in a device of whose token there is a copy, and the sessions that this trust has let in. */
@ApplicationScoped
class CopiedDevices {

    private final Devices devices;
    private final Sessions sessions;

    CopiedDevices(Devices devices, Sessions sessions) {
        this.devices = devices;
        this.sessions = sessions;
    }

    /**
     * Does so if the token that came with the sign-in is an old one. The thief may be the one who presents it, or the
     * one who has used it before and is signed in.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void end(SignInSubject owner, ClientContext context, Instant now) {
        owner.device().copied().ifPresent(copy -> end(copy.id(), owner, context, now));
    }

    private void end(DeviceId device, SignInSubject owner, ClientContext context, Instant now) {
        if (devices.endCopied(device, owner.recipient(context), context, now)) {
            sessions.endOfCopied(device, owner.user().id(), context, now);
        }
    }
}
