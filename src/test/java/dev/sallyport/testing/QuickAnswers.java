package dev.sallyport.testing;

import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hamcrest.Matcher;

/**
 * Reads statuses, headers and the simple paths of JSON answers without REST Assured, which compiles a script for each
 * path that a test reads, and runs one for nearly everything else. Longer paths are still its own, and so is what does
 * not match: its message is the one that a test shows.
 */
final class QuickAnswers implements InvocationHandler {

    /** Those of REST Assured that leave nothing behind for the next. */
    private static final Set<String> EXPECTATIONS = Set.of("statusCode", "header", "headers", "contentType", "body");

    /** What REST Assured has for an answer, one by one. */
    private enum View {
        RESPONSE(Response.class),
        VALIDATED(ValidatableResponse.class),
        EXTRACTED(ExtractableResponse.class);

        private final Class<?> type;

        View(Class<?> type) {
            this.type = type;
        }
    }

    private final View view;
    private final Exchange exchange;
    private final Object[] views;

    private QuickAnswers(View view, Exchange exchange, Object[] views) {
        this.view = view;
        this.exchange = exchange;
        this.views = views;
    }

    static Response over(Exchange exchange) {
        Object[] views = new Object[View.values().length];
        return (Response) seen(View.RESPONSE, exchange, views);
    }

    private static Object seen(View view, Exchange exchange, Object[] views) {
        if (views[view.ordinal()] == null) {
            views[view.ordinal()] = Proxy.newProxyInstance(
                    QuickAnswers.class.getClassLoader(),
                    new Class<?>[] {view.type},
                    new QuickAnswers(view, exchange, views));
        }
        return views[view.ordinal()];
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] given) throws Throwable {
        Object[] arguments = given == null ? new Object[0] : given;
        return switch (method.getName() + "/" + arguments.length) {
            case "equals/1" -> proxy == arguments[0];
            case "hashCode/0" -> System.identityHashCode(proxy);
            case "then/0" -> seen(View.VALIDATED, exchange, views);
            case "extract/0" -> seen(View.EXTRACTED, exchange, views);
            case "response/0", "andReturn/0", "thenReturn/0" -> seen(View.RESPONSE, exchange, views);
            case "assertThat/0", "and/0" -> proxy;
            case "statusCode/0", "getStatusCode/0" -> exchange.status();
            case "contentType/0", "getContentType/0" ->
                Optional.ofNullable(exchange.header("Content-Type")).orElse("");
            case "headers/0", "getHeaders/0" -> exchange.headers();
            case "header/1", "getHeader/1" -> exchange.header((String) arguments[0]);
            case "time/0", "getTime/0" -> exchange.millis();
            case "jsonPath/0" -> exchange.isJson() ? new QuickPath(exchange) : read(proxy, method, arguments);
            case "asString/0" -> exchange.isAscii() ? exchange.ascii() : read(proxy, method, arguments);
            case "asByteArray/0" -> exchange.body().clone();
            default -> holds(method.getName(), arguments) ? proxy : read(proxy, method, arguments);
        };
    }

    /** Whether this is an expectation that is met. */
    private boolean holds(String name, Object[] arguments) {
        if (view != View.VALIDATED) {
            return false;
        }
        return switch (name) {
            case "statusCode" -> isExpected(arguments[0], exchange.status());
            case "header" ->
                arguments.length == 2
                        && arguments[0] instanceof String header
                        && isExpected(arguments[1], exchange.header(header));
            case "body" -> isMatched(arguments);
            default -> false;
        };
    }

    private static boolean isExpected(Object expected, Object value) {
        return expected instanceof Matcher<?> matcher ? matcher.matches(value) : expected.equals(value);
    }

    private Object read(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("path") && ((Object[]) arguments[1]).length == 0) {
            Optional<QuickPath.Found> found = QuickPath.find(exchange.tree(), (String) arguments[0]);
            if (found.isPresent()) {
                return found.get().value();
            }
        }
        try {
            Object result = method.invoke(restAssured(), arguments);
            return view == View.VALIDATED && EXPECTATIONS.contains(method.getName()) ? proxy : result;
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private Object restAssured() {
        return switch (view) {
            case RESPONSE -> exchange.response();
            case VALIDATED -> exchange.response().then();
            case EXTRACTED -> exchange.response().then().extract();
        };
    }

    /** Whether these are paths and matchers in turn, each of which matches. */
    private boolean isMatched(Object[] arguments) {
        if (arguments == null || arguments.length != 3 || !(arguments[2] instanceof Object[] more)) {
            return false;
        }
        List<Object> pairs = Stream.concat(Stream.of(arguments[0], arguments[1]), Stream.of(more))
                .toList();
        for (int at = 0; at < pairs.size(); at += 2) {
            if (!(pairs.get(at) instanceof String path)
                    || !(pairs.get(at + 1) instanceof Matcher<?> matcher)
                    || QuickPath.find(exchange.tree(), path)
                            .filter(found -> matcher.matches(found.value()))
                            .isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
