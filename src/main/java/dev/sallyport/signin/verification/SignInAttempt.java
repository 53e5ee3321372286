package dev.sallyport.signin.verification;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.security.crypto.Digest;
import dev.sallyport.security.throttle.BlindAttempt;
import dev.sallyport.sessions.device.KnownDevice;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is asking to sign in, as far as it is known before the password is looked at, and the attempt that was spent on it.
 *
 * @param lastAnswered whether it is the last one of the window whose answer says if the password was right
 * @param blind the blind sign-in that was spent; empty where the answer says if the password was right
 */
record SignInAttempt(
        EmailAddress email,
        Optional<SignInSubject> subject,
        PresentedDevice device,
        boolean lastAnswered,
        Optional<BlindAttempt> blind,
        Instant now) {

    /** By which guesses at the email are counted, known or not. */
    byte[] emailHash() {
        return hash(email);
    }

    /** Whose budget was spent: a recognised device's, or that of all strangers. */
    Optional<UUID> deviceId() {
        return device.recognised().map(KnownDevice::id);
    }

    /** What the password is compared with; empty where no password is right. */
    Optional<StoredPassword> password() {
        return subject.filter(SignInSubject::active).flatMap(SignInSubject::password);
    }

    static byte[] hash(EmailAddress email) {
        return Digest.sha256(email.value().getBytes(StandardCharsets.UTF_8));
    }
}
