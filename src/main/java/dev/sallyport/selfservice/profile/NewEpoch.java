package dev.sallyport.selfservice.profile;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/**
 * Voids what a user began before a change of password or email: sessions, devices, and by the epoch itself every open
 * challenge, code and link.
 */
@ApplicationScoped
class NewEpoch {

    private final Users users;
    private final Sessions sessions;
    private final Devices devices;

    NewEpoch(Users users, Sessions sessions, Devices devices) {
        this.users = users;
        this.sessions = sessions;
        this.devices = devices;
    }

    /** @param kept the one session that continues, if any */
    @Transactional(Transactional.TxType.MANDATORY)
    UserSnapshot begin(UserId user, Optional<SessionId> kept, Instant now) {
        UserSnapshot after = users.beginEpoch(user);
        devices.endAll(user, now);
        sessions.endOthers(user, kept.orElse(null), now);
        kept.ifPresent(session -> sessions.carryOver(session, user, after.epoch()));
        return after;
    }
}
