package dev.sallyport.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.Test;

/** The filter in Jersey, the reference implementation of JAX-RS. */
class JerseyTest {

    @Path("/shop")
    public static class Shop {

        @GET
        @RequiresSignIn
        public String user(@Context SecurityContext context) {
            return ((SignIn) context.getUserPrincipal()).userId() + context.isUserInRole("user");
        }

        @POST
        @RequiresSignIn(acr = Acr.TWO_FACTORS, maxAge = 600)
        public String pay() {
            return "paid";
        }

        @GET
        @Path("open")
        public String open() {
            return "open";
        }
    }

    interface Store<T> {

        @RequiresSignIn
        String put(T item);
    }

    @Path("/store")
    public static class Words implements Store<String> {

        @POST
        @Override
        public String put(String word) {
            return "put";
        }
    }

    private final EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);

    JerseyTest() throws Exception {
        key.setKeyId("key-1");
    }

    @Test
    void operations_are_protected_as_their_annotations_say() throws Exception {
        HttpServer keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] published =
                new JsonWebKeySet(List.of(key)).toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8);
        keys.createContext("/.well-known/jwks.json", exchange -> {
            exchange.sendResponseHeaders(200, published.length);
            exchange.getResponseBody().write(published);
            exchange.close();
        });
        keys.start();
        String issuer = "http://localhost:" + keys.getAddress().getPort();
        ResourceConfig application = new ResourceConfig(Shop.class, Words.class)
                .register(new SignInFeature(TokenVerifier.forIssuer(issuer).build()));
        HttpServer backend = JdkHttpServerFactory.createHttpServer(URI.create("http://localhost:0/"), application);
        String address = "http://localhost:" + backend.getAddress().getPort() + "/shop";
        try {
            assertThat(send("GET", address + "/open", "").body()).isEqualTo("open");
            HttpResponse<String> none = send("GET", address, "");
            assertThat(none.statusCode()).isEqualTo(401);
            assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(none.headers().firstValue("Content-Type")).contains("application/problem+json");
            String weak = "Bearer " + token(issuer, "1fa");
            assertThat(send("GET", address, weak).body()).isEqualTo("adatrue");
            HttpResponse<String> stepUp = send("POST", address, weak);
            assertThat(stepUp.statusCode()).isEqualTo(401);
            assertThat(stepUp.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .contains("insufficient_user_authentication")
                    .endsWith("acr_values=\"2fa\", max_age=600");
            assertThat(send("POST", address, "Bearer " + token(issuer, "2fa")).body()).isEqualTo("paid");
            String store = address.replace("/shop", "/store");
            assertThat(send("POST", store, "").statusCode()).isEqualTo(401);
            assertThat(send("POST", store, weak).body()).isEqualTo("put");
        } finally {
            backend.stop(0);
            keys.stop(0);
        }
    }

    private static HttpResponse<String> send(String method, String address, String authorization) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).method(method, HttpRequest.BodyPublishers.noBody());
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private String token(String issuer, String acr) throws Exception {
        long now = NumericDate.now().getValue();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(issuer);
        claims.setSubject("ada");
        claims.setIssuedAt(NumericDate.fromSeconds(now));
        claims.setExpirationTime(NumericDate.fromSeconds(now + 300));
        claims.setStringClaim("sid", "one-session");
        claims.setClaim("auth_time", now);
        claims.setStringListClaim("amr", "pwd");
        claims.setStringClaim("acr", acr);
        claims.setStringListClaim("groups", "user");
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setHeader("typ", "at+jwt");
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue("ES256");
        signature.setKey(key.getPrivateKey());
        return signature.getCompactSerialization();
    }
}
