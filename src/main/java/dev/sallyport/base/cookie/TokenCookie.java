package dev.sallyport.base.cookie;

/**
 * The cookies that there are. A browser takes the prefix only over a secure connection, for the whole host and for no
 * other one, so that no neighbouring host can plant one.
 */
public enum TokenCookie {
    REFRESH("__Host-sallyport-refresh"),
    DEVICE("__Host-sallyport-device");

    private final String cookieName;

    TokenCookie(String cookieName) {
        this.cookieName = cookieName;
    }

    public String cookieName() {
        return cookieName;
    }
}
