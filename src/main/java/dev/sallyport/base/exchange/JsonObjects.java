package dev.sallyport.base.exchange;

/** Reads JSON as strictly as the body of a request, for JSON that comes in another form. */
public interface JsonObjects {

    /**
     * One object, in UTF-8.
     *
     * @throws RuntimeException a problem: {@code invalid-request}, which names the field and never
     *     quotes what was sent
     */
    <T> T read(byte[] json, Class<T> type);
}
