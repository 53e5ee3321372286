package dev.sallyport.security.caller;

import dev.sallyport.base.exchange.RequestId;
import dev.sallyport.base.exchange.RequestLanguage;
import dev.sallyport.base.network.TrustedProxies;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where requests come from, also before their caller is known. */
@Singleton
public class ClientContexts {

    private static final int USER_AGENT_LIMIT = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    private final TrustedProxies proxies;

    ClientContexts(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /** Network address, browser and language of a request; the address behind proxies that are trusted. */
    public ClientContext of(RoutingContext request) {
        MultiMap headers = request.request().headers();
        String address = proxies.client(
                request.request().remoteAddress().hostAddress(),
                headers.getAll("X-Forwarded-For"),
                headers.getAll("Forwarded"));
        return new ClientContext(
                address,
                printable(headers.get("User-Agent")),
                RequestId.current(),
                RequestLanguage.of(request),
                IdempotencyKey.find(headers.getAll(IdempotencyKey.HEADER)));
    }

    /** A header is untrusted text: it is shortened to one line before it reaches a log, a row or a mail. */
    static @Nullable String printable(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String clean = UNPRINTABLE.matcher(text).replaceAll("");
        return clean.length() <= USER_AGENT_LIMIT ? clean : clean.substring(0, USER_AGENT_LIMIT);
    }
}
