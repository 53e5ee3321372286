package dev.sallyport.signin.verification;

import dev.sallyport.base.database.DeferredRows;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import java.util.Optional;
import java.util.function.Function;

/**
 * The search for the user of an email address. The owner of the device that was presented is read along with the owner
 * of the address: mostly that is the same user, who then needs no further read. Otherwise the device belongs to another
 * user, and the user is read with the next statement of the transaction. What is sent does not depend on whether the
 * address has a user.
 */
final class SubjectSearch {

    /** What was read of the owner of the device. */
    private record Guess(UserId user, DeferredRows<SignInSubject> subject) {}

    private final DeferredRows<UserId> owner;
    private final Optional<Guess> guess;
    private final Function<Optional<UserId>, DeferredRows<SignInSubject>> read;

    private SubjectSearch(
            DeferredRows<UserId> owner,
            Optional<Guess> guess,
            Function<Optional<UserId>, DeferredRows<SignInSubject>> read) {
        this.owner = owner;
        this.guess = guess;
        this.read = read;
    }

    /**
     * Defers the first reads.
     *
     * @param owner of the address
     * @param read of a user, or of no user
     */
    static SubjectSearch begin(
            DeferredRows<UserId> owner,
            PresentedDevice device,
            Function<Optional<UserId>, DeferredRows<SignInSubject>> read) {
        Optional<Guess> guess = device.token()
                .map(DeviceTokenHandle::owner)
                .map(user -> new Guess(user, read.apply(Optional.of(user))));
        return new SubjectSearch(owner, guess, read);
    }

    /** What was found, with the last read deferred where there is one. It sends the first reads if they still wait. */
    Found found() {
        Optional<UserId> user = owner.first();
        Optional<DeferredRows<SignInSubject>> known = guess.filter(
                        shown -> user.filter(shown.user()::equals).isPresent())
                .map(Guess::subject);
        Optional<DeviceId> device = known.flatMap(DeferredRows::first)
                .flatMap(subject -> subject.device().recognized())
                .map(DeviceTokenHandle::id);
        return new Found(known.orElseGet(() -> read.apply(user)), device);
    }

    /**
     * The user, and the device.
     *
     * @param subject read with what the transaction sends next, unless it was read already
     * @param recognized the device, where it is one that the user's next sign-in is recognized by
     */
    record Found(DeferredRows<SignInSubject> subject, Optional<DeviceId> recognized) {}
}
