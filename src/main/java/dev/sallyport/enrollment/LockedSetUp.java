package dev.sallyport.enrollment;

import dev.sallyport.factor.SecondStepLocked;
import dev.sallyport.factor.totp.TotpBinding;
import dev.sallyport.recovery.PaperKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** A set-up that waits for its code ends when wrong codes lock the user's second step. */
@ApplicationScoped
class LockedSetUp {

    private final TotpBinding binding;
    private final PaperKeys paperKeys;

    LockedSetUp(TotpBinding binding, PaperKeys paperKeys) {
        this.binding = binding;
        this.paperKeys = paperKeys;
    }

    void end(@Observes SecondStepLocked lock) {
        binding.voidPending(lock.userId(), lock.at());
        paperKeys.withdraw(lock.userId());
    }
}
