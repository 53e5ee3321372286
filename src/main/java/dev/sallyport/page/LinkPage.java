package dev.sallyport.page;

import java.util.Locale;

/** The pages that there are. */
public enum LinkPage {
    CANCEL_RESET(false);

    private final boolean asksForPassword;

    LinkPage(boolean asksForPassword) {
        this.asksForPassword = asksForPassword;
    }

    /** Whether a new password is typed in and posted along with the token. */
    boolean asksForPassword() {
        return asksForPassword;
    }

    /** What the page's messages begin with. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
