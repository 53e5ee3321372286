import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.client.Refusal;
import dev.sallyport.client.Requirement;
import dev.sallyport.client.Revocations;
import dev.sallyport.client.SignIn;
import dev.sallyport.client.TokenVerifier;
import dev.sallyport.client.TokenVerdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A backend that checks Sallyport's access tokens by itself and follows what was revoked, with the JDK's own server.
 */
public final class Shop {

    private static final Requirement TO_PAY = Requirement.TWO_FACTORS.within(Duration.ofMinutes(10));

    private final TokenVerifier tokens;

    private Shop(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    public static void main(String[] args) throws Exception {
        String issuer = setting("SALLYPORT", "http://localhost:8080");
        String service = setting("SALLYPORT_INTERNAL", issuer); // where the backend reaches it
        Revocations revocations = Revocations.of(service, setting("CLIENT_ID", ""), setting("CLIENT_SECRET", ""))
                .follow();
        if (!revocations.awaitFirst(Duration.ofSeconds(30))) {
            throw new IllegalStateException("The service does not say what was revoked");
        }
        Shop shop = new Shop(TokenVerifier.forIssuer(issuer)
                .service(service)
                .revocations(revocations)
                .build());
        int port = Integer.parseInt(setting("PORT", "8084"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/orders", exchange -> shop.answer(exchange, Requirement.SIGNED_IN, Shop::orders));
        server.createContext("/payments", exchange -> shop.answer(exchange, TO_PAY, Shop::pay));
        server.start();
        System.out.println("http://localhost:" + server.getAddress().getPort());
    }

    private static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }

    private static String orders(SignIn user) {
        return "{\"orders\":[],\"user\":\"" + user.userId() + "\"}";
    }

    private static String pay(SignIn user) {
        return "{\"paid\":true,\"user\":\"" + user.userId() + "\"}";
    }

    private void answer(HttpExchange exchange, Requirement requirement, Function<SignIn, String> work)
            throws IOException {
        List<String> headers = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
        TokenVerdict verdict = tokens.verifyHeader(headers, requirement);
        if (verdict instanceof TokenVerdict.Accepted accepted) {
            send(exchange, 200, "application/json", work.apply(accepted.signIn()));
        } else if (verdict instanceof TokenVerdict.Refused refused) {
            Refusal refusal = refused.refusal();
            refusal.challenge().ifPresent(text -> exchange.getResponseHeaders().set("WWW-Authenticate", text));
            if (refusal.reason() == Refusal.Reason.UNAVAILABLE) {
                exchange.getResponseHeaders().set("Retry-After", Integer.toString(Refusal.RETRY_AFTER));
            }
            send(exchange, refusal.status(), Refusal.MEDIA_TYPE, refusal.problem());
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
