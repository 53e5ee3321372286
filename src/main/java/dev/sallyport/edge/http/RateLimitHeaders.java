package dev.sallyport.edge.http;

import dev.sallyport.security.throttle.SpentAllowance;
import dev.sallyport.security.throttle.SpentAllowance.Quota;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells callers what is left of their allowances (IETF draft httpapi-ratelimit-headers), in the answer to the request
 * that has taken from one. The allowance decides what may be disclosed.
 */
@Singleton
class RateLimitHeaders {

    static final String POLICY = "RateLimit-Policy";
    static final String LEFT = "RateLimit";

    private static final String SPENT = RateLimitHeaders.class.getName();

    private final CurrentVertxRequest current;

    RateLimitHeaders(CurrentVertxRequest current) {
        this.current = current;
    }

    void onSpent(@Observes SpentAllowance spent) {
        RoutingContext request = Arc.container().requestContext().isActive() ? current.getCurrent() : null;
        if (request == null || request.response().headWritten()) {
            return; // a job, or work that follows an answer
        }
        MultiMap headers = request.response().headers();
        @Nullable Told told = request.get(SPENT);
        if (told == null) {
            told = new Told(headers.get(POLICY), headers.get(LEFT), new LinkedHashMap<>());
            request.put(SPENT, told);
        }
        for (Quota quota : spent.quotas()) {
            told.quotas().put(quota.policy(), quota); // the last one: a transaction that is repeated takes again
        }
        headers.set(POLICY, told.with(told.policies(), RateLimitHeaders::policy));
        headers.set(LEFT, told.with(told.left(), RateLimitHeaders::left));
    }

    /** What was there before, such as the limit of the client, and the quotas of this request by their names. */
    private record Told(@Nullable String policies, @Nullable String left, Map<String, Quota> quotas) {

        String with(@Nullable String before, Function<Quota, String> member) {
            Stream<String> own = quotas.values().stream().map(member);
            return (before == null ? own : Stream.concat(Stream.of(before), own)).collect(Collectors.joining(", "));
        }
    }

    private static String policy(Quota quota) {
        return '"' + quota.policy() + "\";q=" + quota.most() + ";w="
                + quota.window().toSeconds();
    }

    private static String left(Quota quota) {
        String left = '"' + quota.policy() + "\";r=" + quota.left();
        long seconds = quota.endsIn().plusMillis(999).toSeconds();
        return seconds > 0 ? left + ";t=" + seconds : left;
    }
}
