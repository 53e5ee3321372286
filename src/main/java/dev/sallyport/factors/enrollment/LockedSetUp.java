package dev.sallyport.factors.enrollment;

import dev.sallyport.factors.factor.SecondStepLocked;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.factors.totp.TotpBinding;
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
