package dev.sallyport.edge.authentication;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;

/** Whether a request comes from this machine, asks for this machine, and was not passed on by a proxy. */
final class LocalRequest {

    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private static final Set<String> ADDRESSES = Set.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1");

    private static final List<String> OF_PROXIES =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    private LocalRequest() {}

    static boolean is(HttpServerRequest request) {
        String address = request.connection().remoteAddress().hostAddress();
        String host = request.authority() == null ? "" : request.authority().host();
        return is(address, host, OF_PROXIES.stream().anyMatch(request.headers()::contains));
    }

    /**
     * @param address of the other end of the connection
     * @param host that the request is for: a page whose name was pointed at this machine asks for another one
     * @param forwarded whether a proxy has added its headers
     */
    static boolean is(String address, String host, boolean forwarded) {
        return !forwarded && NAMES.contains(host) && ADDRESSES.contains(address);
    }
}
