package dev.sallyport.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hamcrest.Matcher;

/**
 * Reads the simple paths of JSON answers with Jackson. REST Assured compiles a script for each path that a test reads,
 * which took a tenth of the time of all tests. Longer paths are still its own, and so is what does not match: its
 * message is the one that a test shows.
 */
final class QuickAnswers implements InvocationHandler {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Names and positions only: {@code codes[0].value}. */
    private static final Pattern SIMPLE = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*|\\[\\d+])*");

    private static final Pattern STEPS = Pattern.compile("[.\\[\\]]+");

    private static final List<Class<?>> ANSWERS =
            List.of(Response.class, ExtractableResponse.class, ValidatableResponse.class);

    /** A value of the body; null where the body has null or nothing. */
    private record Found(Object value) {}

    private final Object answer;
    private final JsonNode body;

    private QuickAnswers(Object answer, JsonNode body) {
        this.answer = answer;
        this.body = body;
    }

    static Response over(Response response) {
        String type = response.contentType();
        if (type == null || !type.contains("json")) {
            return response;
        }
        try {
            return (Response) wrap(response, JSON.readTree(response.asByteArray()));
        } catch (IOException notJson) {
            return response;
        }
    }

    private static Object wrap(Object answer, JsonNode body) {
        Class<?>[] types =
                ANSWERS.stream().filter(type -> type.isInstance(answer)).toArray(Class<?>[]::new);
        return Proxy.newProxyInstance(QuickAnswers.class.getClassLoader(), types, new QuickAnswers(answer, body));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("equals")) {
            return proxy == arguments[0];
        }
        if (method.getName().equals("path") && ((Object[]) arguments[1]).length == 0) {
            Optional<Found> found = find((String) arguments[0]);
            if (found.isPresent()) {
                return found.get().value();
            }
        }
        if (method.getName().equals("body") && isMatched(arguments)) {
            return proxy;
        }
        try {
            Object result = method.invoke(answer, arguments);
            if (result == answer) {
                return proxy;
            }
            return ANSWERS.stream().anyMatch(type -> type.isInstance(result)) ? wrap(result, body) : result;
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
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
                    || find(path)
                            .filter(found -> matcher.matches(found.value()))
                            .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Empty if REST Assured is to find it. */
    private Optional<Found> find(String path) {
        if (!SIMPLE.matcher(path).matches()) {
            return Optional.empty();
        }
        JsonNode node = body;
        for (String step : STEPS.split(path)) {
            if (node.isObject()) {
                node = node.path(step);
            } else if (node.isArray() && Character.isDigit(step.charAt(0))) {
                node = node.path(Integer.parseInt(step));
            } else {
                return Optional.empty();
            }
        }
        if (node.isMissingNode() || node.isNull()) {
            return Optional.of(new Found(null));
        }
        return hasDecimals(node) ? Optional.empty() : Optional.of(new Found(JSON.convertValue(node, Object.class)));
    }

    /** REST Assured reads a decimal as a type of its own choice. */
    private static boolean hasDecimals(JsonNode node) {
        for (JsonNode child : node) {
            if (hasDecimals(child)) {
                return true;
            }
        }
        return node.isDouble();
    }
}
