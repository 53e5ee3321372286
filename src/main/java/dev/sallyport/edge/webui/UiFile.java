package dev.sallyport.edge.webui;

import dev.sallyport.security.crypto.Digest;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the pages, as it is sent.
 *
 * @param mediaType with its character set
 * @param plain the file as it is packaged
 * @param compressed the same by gzip
 * @param tag a digest of the file, without quotes
 */
record UiFile(String mediaType, Buffer plain, Buffer compressed, String tag) {

    static final String FIRST_PAGE = "index.html";

    /** No dot before that of the extension, so that no path leads out of the folder. */
    private static final Pattern NAME = Pattern.compile("([a-z0-9-]+/){0,3}[a-z0-9-]+\\.([a-z]{2,4})");

    private static final String ROOT = "webui/";
    private static final int LETTERS_OF_TAG = 32;

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "json", "application/json",
            "svg", "image/svg+xml");

    /** Empty for a name that no file has, and for a file that browsers do not ask for. */
    static Optional<UiFile> read(String name) throws IOException {
        Matcher file = NAME.matcher(name);
        String mediaType = file.matches() ? MEDIA_TYPES.get(file.group(2)) : null;
        if (mediaType == null) {
            return Optional.empty();
        }
        try (InputStream content =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(ROOT + name)) {
            return content == null ? Optional.empty() : Optional.of(of(mediaType, content.readAllBytes()));
        }
    }

    static UiFile of(String mediaType, byte[] content) throws IOException {
        String tag = HexFormat.of().formatHex(Digest.sha256(content)).substring(0, LETTERS_OF_TAG);
        return new UiFile(mediaType, Buffer.buffer(content), Buffer.buffer(gzip(content)), tag);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        }
        return compressed.toByteArray();
    }
}
