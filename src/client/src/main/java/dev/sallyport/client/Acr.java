package dev.sallyport.client;

/** What a session has proved: the claim {@code acr} of an access token. Each level includes those before it. */
public enum Acr {
    /** One factor, which is the password or a single sign-on. */
    ONE_FACTOR("1fa"),

    /** Two factors. */
    TWO_FACTORS("2fa");

    private final String value;

    Acr(String value) {
        this.value = value;
    }

    /**
     * The value in a token and in a challenge.
     *
     * @return {@code 1fa} or {@code 2fa}
     */
    public String value() {
        return value;
    }

    /**
     * Whether this level is enough.
     *
     * @param required the level that is required
     * @return whether this is the required level or a higher one
     */
    public boolean satisfies(Acr required) {
        return compareTo(required) >= 0;
    }

    /** The level of a token. A value that this version does not know counts as the lowest level. */
    static Acr of(String value) {
        return TWO_FACTORS.value.equals(value) ? TWO_FACTORS : ONE_FACTOR;
    }
}
