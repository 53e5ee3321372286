package dev.sallyport.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request that is sent as REST Assured would send it, byte for byte, without the scripts that it runs for each one:
 * they took a quarter of the time of all tests. What is not understood here, and every path with a character that is
 * to be encoded, is handed over to REST Assured with all that was said before.
 */
final class QuickRequest implements InvocationHandler {

    private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();

    private static final Pattern PRINTABLE = Pattern.compile("([\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?)?");

    /** This end of a connection is where the machine likes. */
    private static final String ANY_ADDRESS = "0.0.0.0";

    private static final Set<String> SENDING = Set.of("GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS");

    /** Said of a request, and not yet to REST Assured. */
    private record Said(Method method, Object[] arguments) {}

    private final List<Said> said = new ArrayList<>();
    private final List<String> headers = new ArrayList<>();
    private final List<String> form = new ArrayList<>();
    private final List<String> query = new ArrayList<>();
    private String type;
    private byte[] body;
    private boolean isFormType;
    private boolean isEncoded;
    private String from = ANY_ADDRESS;
    private RequestSpecification handedOver;

    private QuickRequest() {}

    /** As {@code RestAssured.given()}. */
    static RequestSpecification given() {
        if (!ContractFilter.isInstalledForTheJvm()) {
            return RestAssured.given();
        }
        return quick();
    }

    /** The same, wherever the service is. */
    static RequestSpecification quick() {
        return (RequestSpecification) Proxy.newProxyInstance(
                QuickRequest.class.getClassLoader(), new Class<?>[] {RequestSpecification.class}, new QuickRequest());
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] given) throws Throwable {
        Object[] arguments = given == null ? new Object[0] : given;
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(this, arguments);
        }
        if (handedOver == null) {
            if (takes(method.getName(), arguments)) {
                said.add(new Said(method, arguments));
                return proxy;
            }
            Response answer = sent(method, arguments);
            if (answer != null) {
                return answer;
            }
            handedOver = RestAssured.given();
            for (Said each : said) {
                call(each.method(), each.arguments());
            }
        }
        Object result = call(method, arguments);
        return result == handedOver ? proxy : result;
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(handedOver, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private boolean takes(String name, Object[] arguments) throws IOException {
        return switch (name) {
            case "contentType" -> arguments[0] != null && takesType(arguments[0].toString());
            case "config" -> takesConfig(arguments[0]);
            case "urlEncodingEnabled" -> query.isEmpty() && (isEncoded = !(boolean) arguments[0]);
            case "header" -> arguments.length == 3 && takesHeader(arguments);
            case "body" -> arguments.length == 1 && takesBody(arguments[0]);
            case "formParams" -> arguments[0] instanceof Map<?, ?> fields && takesAll(form, fields);
            case "queryParam" -> arguments.length == 2 && takesAll(query, Map.of(arguments[0], arguments[1]));
            default -> false;
        };
    }

    private boolean takesConfig(Object config) {
        isFormType = config == Api.FORMS;
        from = config == Everywhere.FROM_PROXY ? OtherSettings.PROXY : ANY_ADDRESS;
        return isFormType || config == Everywhere.FROM_PROXY;
    }

    private boolean takesType(String sent) {
        type = sent;
        return sent.equals(ContentType.JSON.toString()) || (isFormType && sent.equals(ContentType.URLENC.toString()));
    }

    private boolean takesHeader(Object[] arguments) {
        String name = arguments[0].toString();
        boolean isSimple = ((Object[]) arguments[2]).length == 0
                && arguments[1] != null
                && PRINTABLE.matcher(arguments[1].toString()).matches()
                && !Set.of("content-type", "accept", "content-length", "host", "connection")
                        .contains(name.toLowerCase(Locale.ROOT));
        return isSimple && headers.add(name + ": " + arguments[1]);
    }

    private boolean takesBody(Object value) throws IOException {
        boolean isText = value instanceof String || value instanceof byte[];
        boolean isRead = value instanceof File || value instanceof InputStream;
        if (type == null || body != null || value == null || isRead || (isFormType && !isText)) {
            return false;
        }
        body = value instanceof byte[] bytes
                ? bytes
                : value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(value);
        return true;
    }

    private static boolean takesAll(List<String> pairs, Map<?, ?> fields) {
        List<String> added = new ArrayList<>();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            Object value = field.getValue() instanceof Object[] many && many.length == 1 ? many[0] : field.getValue();
            if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
                return false;
            }
            added.add(encoded(field.getKey()) + "=" + encoded(value));
        }
        return pairs.addAll(added);
    }

    private static String encoded(Object text) {
        return URLEncoder.encode(text.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Null where REST Assured is to send it. */
    private Response sent(Method method, Object[] arguments) throws IOException {
        boolean isNamed = method.getName().equals("request");
        List<Object> rest = Arrays.asList(arguments);
        if (rest.size() != (isNamed ? 3 : 2)
                || !(rest.get(rest.size() - 2) instanceof String template)
                || !(rest.get(rest.size() - 1) instanceof Object[] values)) {
            return null;
        }
        String verb = (isNamed ? rest.get(0).toString() : method.getName()).toUpperCase(Locale.ROOT);
        String target = QuickTarget.of(template, values, query, isEncoded);
        boolean hasBody = body != null || !form.isEmpty();
        if (!SENDING.contains(verb)
                || target == null
                || (body != null && !form.isEmpty())
                || (hasBody && (type == null || verb.equals("GET") || verb.equals("HEAD")))
                || (type == null && verb.equals("POST"))
                || (!form.isEmpty() && (!isFormType || !verb.equals("POST")))) {
            return null;
        }
        URI base = URI.create(RestAssured.baseURI);
        byte[] request = request(verb, target, base.getHost() + ":" + RestAssured.port);
        long begin = System.nanoTime();
        Exchange exchange = Exchange.of(
                HttpWire.exchange(new HttpWire.Ends(from, base.getHost(), RestAssured.port), request),
                (System.nanoTime() - begin) / 1_000_000);
        if (Set.of("GET", "HEAD").contains(verb)
                && exchange.status() / 100 == 3
                && exchange.header("Location") != null) {
            return null;
        }
        ContractFilter.evaluate(verb, URI.create(RestAssured.baseURI + ":" + RestAssured.port + target), exchange);
        return QuickAnswers.over(exchange);
    }

    private byte[] request(String verb, String target, String host) {
        byte[] sent = form.isEmpty() ? body : String.join("&", form).getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(verb + " " + target + " HTTP/1.1\r\nAccept: */*\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (type != null) {
            head.append("Content-Type: ").append(type).append("\r\n");
        }
        if (sent != null || verb.matches("P.*")) {
            head.append("Content-Length: ")
                    .append(sent == null ? 0 : sent.length)
                    .append("\r\n");
        }
        head.append("Host: ").append(host).append("\r\nConnection: Keep-Alive\r\n");
        if (headers.stream().noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("user-agent:"))) {
            head.append("User-Agent: Apache-HttpClient/4.5.14 (Java/" + System.getProperty("java.version") + ")\r\n");
        }
        head.append("Accept-Encoding: gzip,deflate\r\n\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (sent != null) {
            request.writeBytes(sent);
        }
        return request.toByteArray();
    }
}
