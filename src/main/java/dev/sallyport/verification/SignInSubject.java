package dev.sallyport.verification;

import dev.sallyport.caller.Origin;
import dev.sallyport.device.DeviceState;
import dev.sallyport.factor.FactorMethod;
import dev.sallyport.mail.Told;
import dev.sallyport.password.StoredPassword;
import dev.sallyport.policy.StrictestPolicy;
import dev.sallyport.session.SessionUser;
import java.util.List;
import java.util.Optional;

/**
 * What a sign-in must know of a user, in one read.
 *
 * @param password absent where the user has none
 * @param methods what can answer a two-factor challenge of this user now
 * @param device the live device of this user that the token names
 * @param policy what the user's accounts demand
 */
record SignInSubject(
        SessionUser user,
        String locale,
        boolean active,
        Optional<StoredPassword> password,
        List<FactorMethod> methods,
        Optional<DeviceState> device,
        StrictestPolicy policy) {

    /** Whether there is an authenticator that is not pending, be it suspended. */
    boolean authenticatorBound() {
        return methods.contains(FactorMethod.TOTP);
    }

    /** Who to tell of an act that came from there. */
    Told told(Origin origin) {
        return new Told(user.id(), user.email(), origin.languageFor(locale), origin.address(), origin.browser());
    }

    @Override
    public String toString() {
        return "SignInSubject[user=" + user.id() + "]";
    }
}
