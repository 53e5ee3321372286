package dev.sallyport.sessions.session;

import dev.sallyport.security.caller.ActiveCallers;
import dev.sallyport.security.caller.UserCaller;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Answers for packages that stand below sessions. */
@Singleton
class SessionActiveCallers implements ActiveCallers {

    private final ActiveCaller active;
    private final Clock clock;

    SessionActiveCallers(ActiveCaller active, Clock clock) {
        this.active = active;
        this.clock = clock;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isActive(UserCaller caller) {
        return active.find(caller, clock.instant()).isPresent();
    }
}
