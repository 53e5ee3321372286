package dev.sallyport.base.exchange;

import dev.sallyport.base.language.Language;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The language of the current request: the user's setting once it is known, else from Accept-Language. */
public final class RequestLanguage {

    private static final String KEY = RequestLanguage.class.getName();

    private RequestLanguage() {}

    public static Language of(RoutingContext request) {
        Language chosen = request.get(KEY);
        return chosen == null ? Language.preferred(request.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE)) : chosen;
    }

    /** Remembers the language setting of the authenticated user; null if the user has none. */
    public static void prefer(RoutingContext request, @Nullable String setting) {
        if (setting != null) {
            request.put(KEY, Language.ofSetting(setting));
        }
    }
}
