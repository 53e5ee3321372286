import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bad access tokens for the tests of a backend, and two good ones. The program plays the issuer: it serves metadata and
 * keys of its own, so that it needs no running service and no secret of one. It needs a JDK 17 and nothing else.
 *
 * <pre>
 * java src/kit/TokenKit.java list                        prints the tokens, one JSON object on a line
 * java src/kit/TokenKit.java serve                       the same, and serves the keys until it is stopped
 * java src/kit/TokenKit.java check URL [URL for 2fa]     sends each token to the backend, and ends with 1 unless the
 *                                                        bad ones get 401 or 403 and the good ones 2xx
 * </pre>
 *
 * Settings, before the name of the file: {@code -Dport=8099} of the keys, {@code -Dissuer=http://localhost:8099}, which
 * the backend expects in its tests, {@code -Daudience=} where it differs from the issuer, {@code -Dtime=} of the tokens
 * where it is not now, and {@code -Dkey=} with {@code -Dkid=} for a key pair of your own: a file with the private key
 * (PKCS #8) and the public key (X.509), each in Base64 on a line.
 */
public final class TokenKit {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int COORDINATE_BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;

    private final int port = Integer.getInteger("port", 8099);
    private final String issuer = System.getProperty("issuer", "http://localhost:" + port);
    private final String audience = System.getProperty("audience", issuer);
    private final Instant now =
            System.getProperty("time") == null ? Instant.now() : Instant.parse(System.getProperty("time"));
    private final String kid = System.getProperty("kid", UUID.randomUUID().toString());
    private final KeyPair keys;
    private final KeyPair foreign = generate("EC", "secp256r1");
    private final List<Token> tokens = new ArrayList<>();

    /**
     * One token.
     *
     * @param why what is wrong with it
     * @param accept where it is to be accepted: nowhere, only where one factor is enough, or everywhere
     */
    private record Token(String name, String why, Accept accept, String text) {

        String json() {
            return "{\"name\":" + quote(name) + ",\"accept\":" + quote(accept.name().toLowerCase()) + ",\"why\":"
                    + quote(why) + ",\"token\":" + quote(text) + "}";
        }
    }

    private enum Accept {
        NOWHERE,
        ONE_FACTOR,
        EVERYWHERE
    }

    private TokenKit() throws IOException, GeneralSecurityException {
        String file = System.getProperty("key");
        this.keys = file == null ? generate("EC", "secp256r1") : read(Path.of(file));
        makeTokens();
    }

    public static void main(String[] args) throws Exception {
        TokenKit kit = new TokenKit();
        String command = args.length == 0 ? "" : args[0];
        switch (command) {
            case "list" -> kit.print();
            case "serve" -> {
                kit.serve();
                kit.print();
                System.out.println("{\"serving\":" + quote(kit.issuer) + "}");
            }
            case "check" -> {
                HttpServer server = kit.serve();
                boolean isGood = kit.check(args[1], args.length > 2 ? args[2] : "");
                server.stop(0);
                System.exit(isGood ? 0 : 1);
            }
            default -> {
                System.err.println("list | serve | check URL [URL for 2fa]");
                System.exit(2);
            }
        }
    }

    private void print() {
        tokens.forEach(token -> System.out.println(token.json()));
    }

    // ---- the tokens

    private void makeTokens() throws GeneralSecurityException {
        String good = signed(header(), claims());
        add("good-1fa", "nothing, where one factor is enough", Accept.ONE_FACTOR, good);
        add("good-2fa", "nothing", Accept.EVERYWHERE, signed(header(), with(claims(), "acr", "\"2fa\"")));
        badAlgorithms(good);
        badKeys(good);
        badTypes();
        badClaims();
        bad("tampered", "the subject was changed after signing", replaced(good, "sub", quote(id())));
        bad("tampered-acr", "acr was raised after signing", replaced(good, "acr", "\"2fa\""));
        bad("refresh-token", "a refresh token", "sp_rt_" + "0".repeat(32) + ".1." + "A".repeat(48));
        bad("client-token", "a token of a client", "sp_ct_" + random(32));
        bad("truncated", "its end is missing", good.substring(0, good.length() - 10));
        bad("unsigned-part", "it has two parts", good.substring(0, good.lastIndexOf('.')));
        bad("no-jwt", "no token at all", "x");
    }

    private void badAlgorithms(String good) throws GeneralSecurityException {
        for (String none : List.of("none", "None", "NONE", "nOnE")) {
            Map<String, String> header = with(header(), "alg", quote(none));
            bad("alg-" + none, "alg is " + none + ", and there is no signature", input(header, claims()) + ".");
        }
        bad("alg-none-signed", "alg is none, with the signature of another token",
                input(with(header(), "alg", "\"none\""), claims()) + good.substring(good.lastIndexOf('.')));
        bad("alg-missing", "there is no alg", signed(without(header(), "alg"), claims()));
        Map<String, String> hmac = with(header(), "alg", "\"HS256\"");
        byte[] der = keys.getPublic().getEncoded();
        bad("hs256-der", "HS256 with the public key (DER) as the secret", hmac(hmac, der));
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
        bad("hs256-pem", "HS256 with the public key (PEM) as the secret", hmac(hmac, bytes(pem)));
        bad("hs256-jwk", "HS256 with the public key (JWK) as the secret", hmac(hmac, bytes(jwk(keys, kid))));
        bad("hs256-zero", "HS256 with a zero byte as the secret", hmac(hmac, new byte[1]));
        KeyPair rsa = generate("RSA", "");
        bad("rs256", "RS256 under the kid of the service",
                signed(with(header(), "alg", "\"RS256\""), claims(), "SHA256withRSA", rsa.getPrivate()));
        bad("es384", "ES384 under the kid of the service", signed(
                with(header(), "alg", "\"ES384\""),
                claims(),
                "SHA384withECDSAinP1363Format",
                generate("EC", "secp384r1").getPrivate()));
        bad("signature-der", "the signature is in DER, not in the form of RFC 7515",
                signed(header(), claims(), "SHA256withECDSA", keys.getPrivate()));
    }

    private void badKeys(String good) throws GeneralSecurityException {
        bad("foreign-key", "signed with the key of a stranger under the kid of the service", foreign(header()));
        bad("unknown-kid", "signed with the key of a stranger, under a kid of its own",
                foreign(with(header(), "kid", quote("stranger"))));
        bad("no-kid", "signed with the key of a stranger, without a kid", foreign(without(header(), "kid")));
        bad("kid-path", "the kid is a path", foreign(with(header(), "kid", quote("../../../dev/null"))));
        bad("jwk-in-header", "the header has the key of a stranger",
                foreign(with(header(), "jwk", jwk(foreign, kid))));
        bad("jku-in-header", "the header has the address of the keys of a stranger",
                foreign(with(header(), "jku", quote(address("/stranger.json")))));
        bad("x5u-in-header", "the header has the address of the certificate of a stranger",
                foreign(with(header(), "x5u", quote(address("/stranger.json")))));
        bad("zero-signature", "the signature is zeros (CVE-2022-21449)",
                input(header(), claims()) + "." + encode(new byte[SIGNATURE_BYTES]));
        bad("signature-of-another", "the signature is that of another token",
                input(header(), with(claims(), "sub", quote(id()))) + good.substring(good.lastIndexOf('.')));
        bad("crit", "crit names an extension that the backend does not know",
                signed(with(with(header(), "crit", "[\"exp-soft\"]"), "exp-soft", "true"), claims()));
    }

    private void badTypes() throws GeneralSecurityException {
        bad("typ-jwt", "typ is JWT", signed(with(header(), "typ", "\"JWT\""), claims()));
        bad("typ-missing", "there is no typ", signed(without(header(), "typ"), claims()));
        Map<String, String> ofIdToken = with(with(claims(), "aud", quote("front-end")), "nonce", quote(random(16)));
        bad("id-token", "an ID token", signed(with(header(), "typ", "\"JWT\""), ofIdToken));
        bad("logout-token", "a logout token", signed(with(header(), "typ", "\"logout+jwt\""), claims()));
    }

    private void badClaims() throws GeneralSecurityException {
        long second = now.getEpochSecond();
        long longAgo = second - Duration.ofHours(1).toSeconds();
        long later = second + Duration.ofHours(1).toSeconds();
        badClaim("iss-other", "another issuer", "iss", quote("https://stranger.example"));
        badClaim("iss-slash", "iss has one slash more", "iss", quote(issuer + "/"));
        badClaim("iss-longer", "iss begins with the issuer", "iss", quote(issuer + ".stranger.example"));
        bad("iss-missing", "there is no iss", signed(header(), without(claims(), "iss")));
        badClaim("aud-other", "for another audience", "aud", quote("https://stranger.example"));
        badClaim("aud-others", "for two other audiences", "aud", "[\"https://a.example\",\"https://b.example\"]");
        badClaim("aud-empty", "for no audience", "aud", "[]");
        bad("aud-missing", "there is no aud", signed(header(), without(claims(), "aud")));
        bad("expired", "it expired an hour ago",
                signed(header(), with(with(claims(), "exp", "" + longAgo), "iat", "" + (longAgo - 300))));
        bad("exp-missing", "there is no exp", signed(header(), without(claims(), "exp")));
        badClaim("exp-text", "exp is a text", "exp", quote("never"));
        badClaim("nbf-future", "it is not valid before an hour from now", "nbf", "" + later);
    }

    private void badClaim(String name, String why, String claim, String json) throws GeneralSecurityException {
        bad(name, why, signed(header(), with(claims(), claim, json)));
    }

    private void bad(String name, String why, String token) {
        add(name, why, Accept.NOWHERE, token);
    }

    private void add(String name, String why, Accept accept, String token) {
        tokens.add(new Token(name, why, accept, token));
    }

    private Map<String, String> header() {
        return with(with(with(Map.of(), "typ", "\"at+jwt\""), "alg", "\"ES256\""), "kid", quote(kid));
    }

    /** As the service writes them. */
    private Map<String, String> claims() {
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("iss", quote(issuer));
        claims.put("aud", quote(audience));
        claims.put("sub", quote(id()));
        claims.put("iat", Long.toString(now.getEpochSecond()));
        claims.put("exp", Long.toString(now.plus(LIFETIME).getEpochSecond()));
        claims.put("jti", quote(UUID.randomUUID().toString()));
        claims.put("sid", quote(id()));
        claims.put("auth_time", Long.toString(now.getEpochSecond()));
        claims.put("amr", "[\"pwd\"]");
        claims.put("acr", "\"1fa\"");
        claims.put("client_id", "\"sallyport\"");
        claims.put("groups", "[\"user\"]");
        return claims;
    }

    // ---- JOSE by hand, since libraries refuse to make such tokens

    private String signed(Map<String, String> header, Map<String, String> claims) throws GeneralSecurityException {
        return signed(header, claims, "SHA256withECDSAinP1363Format", keys.getPrivate());
    }

    private String foreign(Map<String, String> header) throws GeneralSecurityException {
        return signed(header, claims(), "SHA256withECDSAinP1363Format", foreign.getPrivate());
    }

    private static String signed(Map<String, String> header, Map<String, String> claims, String with, PrivateKey key)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(with);
        signature.initSign(key);
        signature.update(bytes(input(header, claims)));
        return input(header, claims) + "." + encode(signature.sign());
    }

    private String hmac(Map<String, String> header, byte[] secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        String input = input(header, claims());
        return input + "." + encode(mac.doFinal(bytes(input)));
    }

    private static String replaced(String token, String claim, String json) {
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String changed = claims.replaceFirst("\"" + claim + "\":\"[^\"]*\"", "\"" + claim + "\":" + json);
        return parts[0] + "." + encode(bytes(changed)) + "." + parts[2];
    }

    private static String input(Map<String, String> header, Map<String, String> claims) {
        return encode(bytes(object(header))) + "." + encode(bytes(object(claims)));
    }

    private static String object(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> quote(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String json) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put(name, json);
        return changed;
    }

    private static Map<String, String> without(Map<String, String> fields, String name) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.remove(name);
        return changed;
    }

    private static String jwk(KeyPair pair, String kid) {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":" + quote(kid) + ",\"x\":"
                + quote(coordinate(key.getW().getAffineX())) + ",\"y\":"
                + quote(coordinate(key.getW().getAffineY())) + "}";
    }

    private static String coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
        return encode(fixed);
    }

    private static KeyPair generate(String algorithm, String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (!curve.isEmpty()) {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        return generator.generateKeyPair();
    }

    private static KeyPair read(Path file) throws IOException, GeneralSecurityException {
        List<String> lines = Files.readAllLines(file);
        KeyFactory factory = KeyFactory.getInstance("EC");
        PrivateKey secret = factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(0))));
        PublicKey shown = factory.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(lines.get(1))));
        return new KeyPair(shown, secret);
    }

    // ---- the issuer and the check

    /** As the service does: metadata (RFC 8414) and keys (RFC 7517). */
    private HttpServer serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        String metadata = "{\"issuer\":" + quote(issuer) + ",\"jwks_uri\":" + quote(address("/.well-known/jwks.json"))
                + "}";
        answer(server, "/.well-known/oauth-authorization-server", metadata);
        answer(server, "/.well-known/openid-configuration", metadata);
        answer(server, "/.well-known/jwks.json", "{\"keys\":[" + jwk(keys, kid) + "]}");
        answer(server, "/stranger.json", "{\"keys\":[" + jwk(foreign, kid) + "]}");
        server.start();
        return server;
    }

    private static void answer(HttpServer server, String path, String json) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes(json).length);
            exchange.getResponseBody().write(bytes(json));
            exchange.close();
        });
    }

    private boolean check(String oneFactor, String twoFactor) throws IOException, InterruptedException {
        boolean isGood = true;
        for (Token token : tokens) {
            boolean passes = token.accept() != Accept.NOWHERE;
            isGood &= answersAs(passes, token, oneFactor);
            if (!twoFactor.isEmpty()) {
                isGood &= answersAs(token.accept() == Accept.EVERYWHERE, token, twoFactor);
            }
        }
        System.out.println(isGood ? "Every token was answered as it should be." : "The backend is not safe yet.");
        return isGood;
    }

    private static boolean answersAs(boolean passes, Token token, String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + token.text())
                .timeout(Duration.ofSeconds(10))
                .build();
        int status = HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
        boolean isGood = passes ? status / 100 == 2 : status == 401 || status == 403;
        System.out.printf(
                "%s  %-22s %d at %s%s%n",
                isGood ? "ok   " : "WRONG",
                token.name(),
                status,
                url,
                isGood ? "" : passes ? ", but is good" : ", but: " + token.why());
        return isGood;
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }

    private static String random(int bytes) {
        return encode(Arrays.copyOf(bytes(UUID.randomUUID() + "" + UUID.randomUUID()), bytes));
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String quote(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String encode(byte[] bytes) {
        return BASE64URL.encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
