package dev.sallyport.useragent;

/**
 * What a client says it is. Nobody can check it, so it tells devices apart for their owner and proves nothing.
 *
 * @param name of the browser or program, or null where it is not known
 * @param majorVersion digits, or null where it is not known
 * @param os the operating system without its version, or null where it is not known
 */
public record Browser(String name, String majorVersion, String os) {

    /** A client that does not say, or whose words are not known. */
    public static final Browser UNKNOWN = new Browser(null, null, null);

    /** The browser without its system, as in "Chrome 140"; null where it is not known. */
    public String nameAndVersion() {
        return name == null || majorVersion == null ? name : name + " " + majorVersion;
    }
}
