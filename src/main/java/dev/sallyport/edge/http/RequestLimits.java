package dev.sallyport.edge.http;

import dev.sallyport.base.exchange.AllowedMethods;
import dev.sallyport.base.exchange.StreamedBody;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.Text;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a request, checked before its content is read.
 *
 * <p>The HTTP server has limits of its own for the request line and the headers. They are wider and answer without a
 * body: they protect memory, and the ones here inform the client.
 */
@ApplicationScoped
class RequestLimits {

    private static final int MAX_URI = 4096;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final long MAX_BODY = 16 * 1024;

    /** The colon, the space and the line end that a header line has in addition to its name and value. */
    private static final int HEADER_LINE_OVERHEAD = 4;

    /**
     * TRACE shows a script headers that it must not read, CONNECT requests a tunnel; the framework treats some of them
     * as GET.
     */
    private static final Set<HttpMethod> REFUSED_METHODS = Set.of(HttpMethod.TRACE, HttpMethod.CONNECT);

    private final AllowedMethods allowedMethods;

    RequestLimits(AllowedMethods allowedMethods) {
        this.allowedMethods = allowedMethods;
    }

    /** The most bytes that the body of this request may have. */
    long maxBody(HttpServerRequest request) {
        return StreamedBody.isSentTo(request.path()) ? StreamedBody.MAX_BYTES : MAX_BODY;
    }

    Optional<ProblemException> refusal(HttpServerRequest request) {
        if (REFUSED_METHODS.contains(request.method())) {
            return Optional.of(methodRefused(request));
        }
        return Optional.ofNullable(overLimit(request))
                .or(() -> RequestHead.of(request).fault().map(RequestLimits::invalid))
                .or(() -> Optional.ofNullable(broken(request)));
    }

    private @Nullable ProblemException overLimit(HttpServerRequest request) {
        if (request.uri().length() > MAX_URI) {
            return new ProblemException(ProblemType.URI_TOO_LONG);
        }
        if (size(request.headers()) > MAX_HEADERS) {
            return new ProblemException(ProblemType.HEADERS_TOO_LARGE);
        }
        return null;
    }

    private @Nullable ProblemException broken(HttpServerRequest request) {
        if (declaredLength(request) > maxBody(request)) {
            return tooLarge(request);
        }
        if (isEncoded(request)) {
            return new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE)
                    .detail("Send the body uncompressed, without Content-Encoding.")
                    .header("Accept-Encoding", "identity");
        }
        if (isUnclean(request)) {
            return invalid(Text.of("The path or the query contains a character that is not allowed, or a percent sign"
                    + " without two hexadecimal digits after it."));
        }
        return hasRepeatedParameter(request) ? invalid(Text.of("Send each query parameter only once.")) : null;
    }

    /** The answer to a body over the limit. */
    ProblemException tooLarge(HttpServerRequest request) {
        long maxBody = maxBody(request);
        return new ProblemException(ProblemType.PAYLOAD_TOO_LARGE)
                .detail("Send a body of at most {0} bytes.", maxBody)
                .with("maxBytes", maxBody);
    }

    private static ProblemException invalid(Text sentence) {
        return new ProblemException(ProblemType.INVALID_REQUEST).detail(sentence);
    }

    /**
     * Characters that are refused in a body are also refused in a URL: the database cannot store NUL, and a line end
     * can forge a log line.
     */
    private static boolean isUnclean(HttpServerRequest request) {
        return (request.path() != null && !isCleanOnceDecoded(request.path()))
                || (request.query() != null && !isCleanOnceDecoded(request.query()));
    }

    private static boolean isCleanOnceDecoded(String encoded) {
        try {
            return StrictJson.isClean(new String(PercentEncoding.decode(encoded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notPercentEncoded) {
            return false;
        }
    }

    private ProblemException methodRefused(HttpServerRequest request) {
        Set<String> allowed = allowedMethods.of(request.path() == null ? "" : request.path());
        String methods = allowed.isEmpty() ? "GET, HEAD, OPTIONS" : String.join(", ", allowed);
        return new ProblemException(ProblemType.METHOD_NOT_ALLOWED)
                .detail("Use one of the methods of this path: {0}.", methods)
                .header("Allow", methods);
    }

    private static long size(MultiMap headers) {
        long size = 0;
        for (Map.Entry<String, String> header : headers) {
            size += header.getKey().length() + header.getValue().length() + HEADER_LINE_OVERHEAD;
        }
        return size;
    }

    static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException tooManyDigits) {
            return Long.MAX_VALUE;
        }
    }

    /** Compressed bodies are refused: a small one could expand beyond every limit. */
    private static boolean isEncoded(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.isBlank() && !encoding.trim().equalsIgnoreCase("identity");
    }

    /** A repeated parameter can mean different things to a proxy and to this service. */
    private static boolean hasRepeatedParameter(HttpServerRequest request) {
        if (request.query() == null) {
            return false;
        }
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, String> parameter : request.params()) {
            if (!names.add(parameter.getKey())) {
                return true;
            }
        }
        return false;
    }
}
