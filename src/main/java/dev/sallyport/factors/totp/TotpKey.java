package dev.sallyport.factors.totp;

import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.factors.otp.OtpauthUri;
import dev.sallyport.factors.otp.Totp;

/** The secret of a pending authenticator, in the forms in which an app takes it. Only its owner ever sees one. */
public record TotpKey(AuthenticatorId authenticatorId, String secret, String otpauthUri) {

    static TotpKey of(AuthenticatorId authenticator, byte[] secret, String issuer, String account) {
        return new TotpKey(authenticator, Totp.base32(secret), OtpauthUri.of(issuer, account, secret));
    }

    /** The secret in groups of four, as people read it from a screen. */
    public String secretGrouped() {
        return secret.replaceAll("(?<=\\G.{4})(?=.)", " ");
    }

    @Override
    public String toString() {
        return "TotpKey[authenticatorId=" + authenticatorId + "]";
    }
}
