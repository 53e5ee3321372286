package dev.sallyport.signin.verification;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.database.DeferredRows;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.device.DeviceState;
import dev.sallyport.sessions.device.Devices;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the user of a sign-in and identifies the device that was presented: one read for both, for every kind of
 * sign-in. An email address costs one more ({@link SubjectSearch}), since its owner is stored by the address, and not
 * with the rows of the user.
 */
@Singleton
class SignInSubjects {

    private final SignInSubjectRepository rows;
    private final Users users;
    private final Devices devices;

    SignInSubjects(SignInSubjectRepository rows, Users users, Devices devices) {
        this.rows = rows;
        this.users = users;
        this.devices = devices;
    }

    /** The device as its client presents it. No row is read, and nothing is known of it yet. */
    PresentedDevice present(@Nullable String deviceToken, @Nullable String name) {
        return PresentedDevice.unidentified(devices.read(deviceToken), name);
    }

    /**
     * Begins to look for the user of an email address: its reads go along with what the transaction sends next. An
     * address without a user takes the same statements.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    SubjectSearch search(EmailAddress email, PresentedDevice device, ClientContext context, Instant now) {
        return SubjectSearch.begin(
                users.findIdLater(email), device, user -> findLater(user.orElse(UserId.NONE), device, context, now));
    }

    /** The user of an id, with the result of identifying the device. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<SignInSubject> find(UserId user, PresentedDevice device, ClientContext context, Instant now) {
        return findLater(user, device, context, now).first();
    }

    private DeferredRows<SignInSubject> findLater(
            UserId user, PresentedDevice device, ClientContext context, Instant now) {
        return rows.findLater(user, device.token(), now, found -> identify(device, found, context, now));
    }

    private PresentedDevice identify(
            PresentedDevice device, Optional<DeviceState> found, ClientContext context, Instant now) {
        return found.map(state ->
                        device.identifiedAs(state, devices.match(device.token().orElseThrow(), state, context, now)))
                .orElse(device);
    }
}
