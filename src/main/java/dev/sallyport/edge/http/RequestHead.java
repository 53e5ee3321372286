package dev.sallyport.edge.http;

import dev.sallyport.base.problem.Text;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a request that tell where it ends and which host it is for. A request that a proxy and a server could
 * read differently is refused: one of them would treat the rest as another request.
 *
 * @param version of the protocol
 * @param options whether the method is OPTIONS, the only one for which the target may be an asterisk
 * @param target the request target as sent; of HTTP/2 the path
 * @param hosts the values of {@code Host}, and of {@code :authority} where there is one
 * @param lengths the values of {@code Content-Length}
 * @param encodings the values of {@code Transfer-Encoding}
 * @param fieldsAreLines whether each header field could be a line of HTTP/1.1, which those of HTTP/2 need not be
 */
record RequestHead(
        HttpVersion version,
        boolean options,
        String target,
        List<String> hosts,
        List<String> lengths,
        List<String> encodings,
        boolean fieldsAreLines) {

    /** A name or an address, and a port. A comma is no part of it: it joins two values that were one line each. */
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])(:([0-9]{0,5}))?");

    private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]*)(?:[/?].*)?");

    /** A token (RFC 9110 section 5.6.2), behind the colon of a pseudo-header field where a reader keeps those. */
    private static final Pattern NAME = Pattern.compile(":?[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern LENGTH = Pattern.compile("[0-9]+");

    private static final int MAX_PORT = 65_535;

    static RequestHead of(HttpServerRequest request) {
        List<String> hosts = new ArrayList<>(request.headers().getAll(HttpHeaders.HOST));
        if (request.version() == HttpVersion.HTTP_2) {
            authority(request).ifPresent(hosts::add);
        }
        return new RequestHead(
                request.version(),
                request.method().equals(HttpMethod.OPTIONS),
                request.uri(),
                hosts,
                request.headers().getAll(HttpHeaders.CONTENT_LENGTH),
                request.headers().getAll(HttpHeaders.TRANSFER_ENCODING),
                request.headers().entries().stream().allMatch(field -> isLine(field.getKey(), field.getValue())));
    }

    /** A field with a line end in it would be two fields to the next reader (RFC 9113 section 8.2.1). */
    static boolean isLine(String name, String value) {
        return NAME.matcher(name).matches()
                && value.chars().noneMatch(sign -> sign == '\r' || sign == '\n' || sign == 0);
    }

    /** Without a port the number is below zero, or that of no port. */
    private static Optional<String> authority(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        if (authority == null) {
            return Optional.empty();
        }
        return Optional.of(authority.port() < 0 ? authority.host() : authority.host() + ":" + authority.port());
    }

    /**
     * Why the request is refused with 400, as a sentence for its sender; empty where it can be read in one way only.
     */
    Optional<Text> fault() {
        if (!isHostClear()) {
            return Optional.of(Text.of("Send exactly one valid Host header."));
        }
        if (!isTargetClear()) {
            return Optional.of(
                    Text.of("The request target must be a path, or a URL on the host that the Host header names."));
        }
        if (!fieldsAreLines) {
            return Optional.of(Text.of("A header field has a name or a value that is not allowed."));
        }
        return isLengthClear()
                ? Optional.empty()
                : Optional.of(Text.of(
                        "State the length of the body once: by Content-Length, or by Transfer-Encoding: chunked."));
    }

    /** RFC 9112 section 3.2; of HTTP/2 both names of the host must be one (RFC 9113 section 8.3.1). */
    private boolean isHostClear() {
        if (hosts.isEmpty()) {
            return version == HttpVersion.HTTP_1_0;
        }
        boolean isOne = version == HttpVersion.HTTP_2
                ? hosts.stream().allMatch(hosts.get(0)::equalsIgnoreCase)
                : hosts.size() == 1;
        return isOne && isHost(hosts.get(0));
    }

    private static boolean isHost(String text) {
        Matcher host = HOST.matcher(text);
        return host.matches()
                && (host.group(3) == null || host.group(3).isEmpty() || Integer.parseInt(host.group(3)) <= MAX_PORT);
    }

    /** RFC 9112 section 3.2: the path, the whole address, or an asterisk. */
    private boolean isTargetClear() {
        if (target.startsWith("/")) {
            return true;
        }
        Matcher absolute = ABSOLUTE.matcher(target);
        if (absolute.matches()) {
            return !hosts.isEmpty()
                    && absolute.group(1)
                            .toLowerCase(Locale.ROOT)
                            .equals(hosts.get(0).toLowerCase(Locale.ROOT));
        }
        return options && target.equals("*");
    }

    /** RFC 9112 sections 6.1 and 6.3. HTTP/2 has frames in place of codings, HTTP/1.0 has neither. */
    private boolean isLengthClear() {
        if (!encodings.isEmpty()) {
            return version == HttpVersion.HTTP_1_1
                    && lengths.isEmpty()
                    && encodings.size() == 1
                    && encodings.get(0).equalsIgnoreCase("chunked");
        }
        return lengths.size() <= 1
                && lengths.stream().allMatch(length -> LENGTH.matcher(length).matches());
    }
}
