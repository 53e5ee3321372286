package dev.sallyport.security.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MalformedTokenTest {

    /** The order of P-256 (FIPS 186-4, D.1.2.3). */
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    @Inject
    People people;

    @Inject
    Rows database;

    @Inject
    Forge forge;

    private Map<String, String> malformed(String genuine) {
        String[] parts = genuine.split("\\.");
        String claims = Forge.json(Forge.claims(genuine));
        String header = Forge.json(forge.header());
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("one part", parts[0]);
        tokens.put("two parts", parts[0] + "." + parts[1]);
        tokens.put("two parts and a dot", parts[0] + "." + parts[1] + ".");
        tokens.put("four parts", genuine + "." + parts[2]);
        tokens.put("five parts, as a JWE has", genuine + "." + parts[2] + "." + parts[2]);
        tokens.put("dots", "..");
        tokens.put("empty parts", "." + parts[1] + ".");
        tokens.put("padding", genuine + "==");
        tokens.put("the other Base64", parts[0] + "." + parts[1] + ".+/" + parts[2].substring(2));
        tokens.put("a space within", parts[0] + ". " + parts[1] + "." + parts[2]);
        tokens.put("quotes", "\"" + genuine + "\"");
        tokens.put("10 KiB", genuine + "A".repeat(10 * 1024));
        tokens.put("10 KiB of dots", ".".repeat(10 * 1024));
        for (String json : List.of("null", "[]", "1", "\"x\"", "{", "", "{\"alg\"", "[" + header + "]")) {
            tokens.put("header " + json, forge.signed(json, claims));
            tokens.put("claims " + json, forge.signed(header, json));
        }
        tokens.put("header twice alg", forge.signed(header.replace("}", ",\"alg\":\"ES256\"}"), claims));
        tokens.put("claims twice exp", forge.signed(header, claims.replaceFirst("\\{", "{\"exp\":9999999999,")));
        tokens.put("deep claims", forge.signed(header, "{\"a\":".repeat(500) + "1" + "}".repeat(500)));
        byte[] invalid = {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'};
        String bytes = Base64.getUrlEncoder().withoutPadding().encodeToString(invalid);
        tokens.put("header no UTF-8", bytes + "." + parts[1] + "." + parts[2]);
        tokens.put("claims no UTF-8", parts[0] + "." + bytes + "." + parts[2]);
        return tokens;
    }

    @Test
    @DisplayName("[JWT-08] a token of another issuer is 401 at once, and never 5xx")
    void malformed_tokens() {
        Person ada = people.signedIn();
        List<Long> millis = new ArrayList<>();
        malformed(ada.accessToken).forEach((what, token) -> {
            long start = System.nanoTime();
            int status = Api.as(token).get("/v1/session").statusCode();
            millis.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
            assertThat(status).as(what).isEqualTo(401);
        });
        Api.session(ada.accessToken).statusCode(200);
        millis.sort(null);
        assertThat(millis.get(millis.size() / 2)).isLessThan(500); // 50 on a quiet machine
    }

    @Test
    @DisplayName("[JWT-08] a token over the limit for headers is refused before it is read")
    void a_huge_token() {
        assertThat(Api.as("A".repeat(20 * 1024)).get("/v1/session").statusCode())
                .isEqualTo(431);
        assertThat(statusOrCut("A".repeat(100 * 1024))).isBetween(400, 499);
    }

    /** The server may cut the connection while the client is still writing: that refuses the request, too. */
    private static int statusOrCut(String token) {
        try {
            return Api.as(token).get("/v1/session").statusCode();
        } catch (Exception cut) {
            assertThat(cut).isInstanceOf(SocketException.class);
            return 431;
        }
    }

    @Test
    @DisplayName("[JWT-08] a token counts in the Authorization header as Bearer, and nowhere else")
    void tokens_elsewhere() {
        String token = people.signedIn().accessToken;
        given().get("/v1/session?access_token=" + token).then().statusCode(401);
        given().get("/v1/session?token=" + token).then().statusCode(401);
        given().formParam("access_token", token).post("/v1/session").then().statusCode(405);
        given().body("{\"access_token\":\"" + token + "\"}")
                .get("/v1/session")
                .then()
                .statusCode(401);
        for (String name : List.of("X-Access-Token", "X-Auth-Token", "X-Forwarded-Authorization", "Cookie")) {
            given().header(name, "access_token=" + token)
                    .get("/v1/session")
                    .then()
                    .statusCode(401);
            given().header(name, "Bearer " + token).get("/v1/session").then().statusCode(401);
        }
        for (String scheme : List.of("", "Token ", "JWT ", "DPoP ", "Basic ", "Bearer Bearer ")) {
            given().header("Authorization", scheme + token)
                    .get("/v1/session")
                    .then()
                    .statusCode(401);
        }
    }

    @Test
    @DisplayName("[JWT-08] the second form of a signature ends with the session, too")
    void the_other_signature_of_an_ended_session() {
        Person ada = people.signedIn();
        String other = otherSignature(ada.accessToken);
        assertThat(other).isNotEqualTo(ada.accessToken);
        database.change("update session set ended_at = created_at where id = ?", UUID.fromString((String)
                Forge.claims(ada.accessToken).get("sid")));
        Api.session(ada.accessToken).statusCode(401);
        Api.session(other).statusCode(401);
    }

    /** From (r, s) follows (r, n - s): ECDSA signatures are malleable. */
    private static String otherSignature(String token) {
        int end = token.lastIndexOf('.');
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(end + 1));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        byte[] other = ORDER.subtract(s).toByteArray();
        byte[] changed = Arrays.copyOf(signature, 64);
        Arrays.fill(changed, 32, 64, (byte) 0);
        int length = Math.min(32, other.length);
        System.arraycopy(other, other.length - length, changed, 64 - length, length);
        return Forge.compact(token.substring(0, end), changed);
    }
}
