package dev.sallyport.moving;

import java.util.Locale;

/** What an import can change of a user who is here already. */
enum ImportChange {
    EXTERNAL_ID,
    EMAIL_VERIFIED,
    LOCALE,
    ACCOUNTS,
    PASSWORD,

    /** The authenticator apps, with the recovery codes. */
    TOTP;

    /** Its name in the trail. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
