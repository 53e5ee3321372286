package dev.sallyport.signin.verification;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.security.throttle.BlindAttempt;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import java.time.Instant;
import java.util.Optional;

/**
 * A sign-in as far as it is known before the password is checked, with the attempt that was spent on it.
 *
 * @param lastAnswered whether it is the last one of the window whose response reveals if the password was correct
 * @param blind the blind sign-in that was spent; empty if the response reveals whether the password was correct
 */
record SignInAttempt(
        EmailAddress email,
        Optional<SignInSubject> subject,
        PresentedDevice device,
        boolean lastAnswered,
        Optional<BlindAttempt> blind,
        Instant now) {

    /** The key by which guesses at the email, known or not, are counted. */
    byte[] emailHash() {
        return email.hash();
    }

    /** The budget that was spent: the recognized device's, or the shared one of unknown devices. */
    Optional<DeviceId> deviceId() {
        return device.recognized().map(DeviceTokenHandle::id);
    }

    /** The hash that the password is compared with; empty if no password is correct. */
    Optional<StoredPassword> password() {
        return subject.filter(SignInSubject::active).flatMap(SignInSubject::password);
    }
}
