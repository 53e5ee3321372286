package dev.sallyport.edge.webui;

import dev.sallyport.accounts.account.SignUpConfig;
import dev.sallyport.base.cookie.CookieConfig;
import dev.sallyport.base.cookie.TokenCookie;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.clients.ClientConfig;
import dev.sallyport.mailing.brand.Brand;
import dev.sallyport.mailing.brand.Brands;
import dev.sallyport.mailing.mail.MailConfig;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Serves the reference pages. They are files that are the same for every caller; without the setting there is no route,
 * and the answer is that of an unknown path.
 */
@ApplicationScoped
class UiRoutes {

    static final String ROOT = "/ui";

    /** What the first page must know before there is a session. It is not part of the contract. */
    private static final String FACTS = "facts.json";

    /** The same, for a browser that sent the cookie of a refresh token: a refresh without one would be refused. */
    private static final String FACTS_WITH_SESSION = FACTS + " with a session";

    /**
     * Scripts and styles are files of this service. No script writes markup, so that the browser refuses the sinks of
     * markup altogether.
     */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:%s; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
            + "form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

    private final Map<String, UiFile> files = new ConcurrentHashMap<>();
    private final boolean enabled;
    private final boolean cookies;
    private final String policy;

    UiRoutes(
            UiConfig config,
            CookieConfig cookies,
            SignUpConfig signUp,
            ClientConfig clients,
            MailConfig mails,
            Brands brands) {
        this.enabled = config.enabled();
        this.cookies = cookies.enabled();
        List<String> logos = config.logoOrigins().orElse(List.of()).stream()
                .map(String::strip)
                .toList();
        this.policy = policy(logos);
        JsonObject facts = new JsonObject()
                .put("signUp", signUp.selfSignUp() || clients.embedded().orElse(false))
                .put("mailsOnConsole", mails.console())
                .put("logoOrigins", new JsonArray(logos))
                .put("brand", shown(brands.ofService()));
        files.put(FACTS, json(facts.copy().put("session", false)));
        files.put(FACTS_WITH_SESSION, json(facts.copy().put("session", true)));
    }

    /** The policy of the pages, with the origins of logos in addition to the service's own. */
    static String policy(List<String> logoOrigins) {
        return CONTENT_SECURITY_POLICY.formatted(
                logoOrigins.stream().map(origin -> " " + origin).collect(Collectors.joining()));
    }

    /** What the pages show of a brand: nothing of the sender, and not what was not chosen. */
    static JsonObject shown(Brand brand) {
        JsonObject shown = new JsonObject()
                .put("name", brand.name())
                .put("color", brand.color())
                .put("logo", brand.logo())
                .put("footer", brand.footer())
                .put("supportAddress", brand.supportAddress());
        shown.getMap().values().removeIf(Objects::isNull);
        return shown;
    }

    private static UiFile json(JsonObject facts) {
        try {
            return UiFile.of("application/json", facts.encode().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("It cannot be compressed in memory.", e);
        }
    }

    void register(@Observes Router router) {
        if (enabled) {
            router.route(ROOT + "/*").blockingHandler(this::answer, false);
        }
    }

    private void answer(RoutingContext context) {
        if (!isRead(context)) {
            return;
        }
        String path = context.request().path();
        if (path.equals(ROOT)) {
            // The files name each other by relative paths.
            context.response()
                    .setStatusCode(308)
                    .putHeader(HttpHeaders.LOCATION, ROOT + "/")
                    .end();
            return;
        }
        String name = path.substring(ROOT.length() + 1);
        boolean isFacts = name.equals(FACTS);
        find(name.isEmpty() ? UiFile.FIRST_PAGE : isFacts ? factsFor(context) : name)
                .ifPresentOrElse(
                        file -> send(context, file, isFacts),
                        () -> context.fail(new ProblemException(ProblemType.NO_SUCH_PATH)));
    }

    private String factsFor(RoutingContext context) {
        boolean mayHaveSession = cookies && context.request().getCookie(TokenCookie.REFRESH.cookieName()) != null;
        return mayHaveSession ? FACTS_WITH_SESSION : FACTS;
    }

    private static boolean isRead(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            return true;
        }
        context.fail(new ProblemException(ProblemType.METHOD_NOT_ALLOWED).header("Allow", "GET, HEAD"));
        return false;
    }

    private Optional<UiFile> find(String name) {
        UiFile known = files.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            Optional<UiFile> found = UiFile.read(name);
            found.ifPresent(file -> files.put(name, file));
            return found;
        } catch (IOException e) {
            throw new IllegalStateException("A file of the package cannot be read: " + name, e);
        }
    }

    private void send(RoutingContext context, UiFile file, boolean dependsOnCookie) {
        HttpServerResponse response = context.response();
        MultiMap headers = response.headers();
        MultiMap asked = context.request().headers();
        boolean compressed = context.parsedHeaders().acceptEncoding().stream()
                .anyMatch(coding -> coding.value().equalsIgnoreCase("gzip") && coding.weight() > 0);
        String tag = '"' + file.tag() + (compressed ? "-gz" : "") + '"';
        headers.set("Content-Security-Policy", policy);
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        // Names stay when contents change: a browser asks, and most answers are 304.
        headers.set(HttpHeaders.CACHE_CONTROL, dependsOnCookie ? "private, no-cache" : "no-cache");
        headers.set(HttpHeaders.ETAG, tag);
        headers.set(HttpHeaders.VARY, dependsOnCookie ? "Accept-Encoding, Cookie" : "Accept-Encoding");
        String known = asked.get(HttpHeaders.IF_NONE_MATCH);
        if (known != null && known.contains(tag)) { // of a list, or weakened by a proxy
            response.setStatusCode(304).end();
            return;
        }
        headers.set(HttpHeaders.CONTENT_TYPE, file.mediaType());
        if (compressed) {
            headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        if (context.request().method().equals(HttpMethod.HEAD)) {
            headers.set(
                    HttpHeaders.CONTENT_LENGTH,
                    Integer.toString((compressed ? file.compressed() : file.plain()).length()));
            response.end();
        } else {
            response.end(compressed ? file.compressed() : file.plain());
        }
    }
}
