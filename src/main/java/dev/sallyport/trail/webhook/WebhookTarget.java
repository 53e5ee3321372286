package dev.sallyport.trail.webhook;

import dev.sallyport.base.problem.Text;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A URL that may be called, and the address at which it is: resolved once, validated, and connected to. A name server
 * that would give another answer the next time is asked once.
 */
record WebhookTarget(URI url, InetAddress address) {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int LAST_PORT = 65_535;

    /** How names become addresses: by the name server of this machine, outside of tests. */
    interface Names {

        /** All addresses of a name; empty for an unknown one. */
        List<InetAddress> resolve(String host);
    }

    /** The result of judging a URL: one of the two is there. */
    record UrlVerdict(Optional<WebhookTarget> target, Text fault) {

        static UrlVerdict refused(Text fault) {
            return new UrlVerdict(Optional.empty(), fault);
        }
    }

    /** Judges the form of a URL: what is wrong with it, in words for its author; empty for nothing. */
    static Optional<Text> fault(String url, boolean allowHttp) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException none) {
            return Optional.of(Text.of("is no URL"));
        }
        if (url.length() > WebhookLimits.URL) {
            return Optional.of(Text.of("is longer than {0} characters", WebhookLimits.URL));
        }
        boolean isAllowed =
                "https".equalsIgnoreCase(uri.getScheme()) || (allowHttp && "http".equalsIgnoreCase(uri.getScheme()));
        if (!isAllowed) {
            return Optional.of(Text.of("must begin with https://"));
        }
        if (uri.getHost() == null || uri.getHost().isEmpty() || uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
            return Optional.of(Text.of("must name a host"));
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.of(Text.of("must have neither a user nor a fragment"));
        }
        return Optional.empty();
    }

    /** Judges a URL and where it leads now. If one of several addresses may not be called, none is. */
    static UrlVerdict validate(String url, boolean allowHttp, Names names, CallableAddresses callable) {
        Optional<Text> fault = fault(url, allowHttp);
        if (fault.isPresent()) {
            return UrlVerdict.refused(fault.get());
        }
        URI uri = URI.create(url);
        List<InetAddress> addresses = names.resolve(uri.getHost().replaceAll("^\\[|]$", ""));
        if (addresses.isEmpty() || !addresses.stream().allMatch(callable::isCallable)) {
            // The same for both: the owner of an account must not learn which names our network has.
            return UrlVerdict.refused(Text.of("leads to no address, or to one that is not public"));
        }
        return new UrlVerdict(Optional.of(new WebhookTarget(uri, addresses.get(0))), Text.untranslated(""));
    }

    boolean isSecure() {
        return url.getScheme().toLowerCase(Locale.ROOT).equals("https");
    }

    String host() {
        return url.getHost().replaceAll("^\\[|]$", "");
    }

    int port() {
        return url.getPort() > 0 ? url.getPort() : isSecure() ? HTTPS : HTTP;
    }

    String path() {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }
}
