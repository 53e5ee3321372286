package dev.sallyport.base.cookie;

/**
 * The token cookies. Browsers accept the name prefix only over a secure connection and for exactly this host, so that
 * no neighboring host can set one.
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
