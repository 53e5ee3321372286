package dev.sallyport.base.exchange;

/**
 * The one request whose body is read while it is answered, and may be long. Every other body is received whole before
 * anything is done, and is small.
 */
public final class StreamedBody {

    /** The path that it is sent to. */
    public static final String PATH = "/v1/admin/imports";

    public static final long MAX_BYTES = 64L << 20;

    private StreamedBody() {}

    /** Whether a request to this path has such a body. */
    public static boolean isSentTo(String path) {
        return PATH.equals(path);
    }
}
