package dev.sallyport.base.exchange;

import dev.sallyport.base.language.Language;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The language of the request at hand: the user's own setting once it is known, else what Accept-Language asks for. */
public final class RequestLanguage {

    private static final String KEY = RequestLanguage.class.getName();

    private RequestLanguage() {}

    public static Language of(RoutingContext request) {
        Language chosen = request.get(KEY);
        return chosen == null ? Language.preferred(request.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE)) : chosen;
    }

    /** Remembers the setting of the user who turned out to be asking; null for one who has none. */
    public static void prefer(RoutingContext request, @Nullable String setting) {
        if (setting != null) {
            request.put(KEY, Language.ofSetting(setting));
        }
    }
}
