package dev.sallyport.mailing.mailpage;

import java.util.Locale;

/** The pages that links in mails open. */
public enum LinkPage {
    CANCEL_RESET("/v1/support/cancel", false),
    RESET_PASSWORD("/v1/password/reset", true),
    ACCEPT_INVITATION("/v1/invitations/accept", false),
    REPORT_SIGN_IN("/v1/report", false);

    private final String path;
    private final boolean asksForPassword;

    LinkPage(String path, boolean asksForPassword) {
        this.path = path;
        this.asksForPassword = asksForPassword;
    }

    /** Where the page is, and where its button posts to. */
    String path() {
        return path;
    }

    /** Whether a new password is typed in and posted along with the token. */
    boolean asksForPassword() {
        return asksForPassword;
    }

    /** Whether the user can choose to be locked down as well. */
    boolean offersLockdown() {
        return this == REPORT_SIGN_IN;
    }

    /** The prefix of the page's messages. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
