package org.example.shop;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ServiceUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks Sallyport about sessions (RFC 7662), as a client with the scope "introspect". */
@ApplicationScoped
public class Sessions {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record State(boolean active, String sub, String acr) {}

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json;
    private final URI address;
    private final String authorization;

    Sessions(
            ObjectMapper json,
            @ConfigProperty(name = "sallyport") String sallyport,
            @ConfigProperty(name = "client.id") String id,
            @ConfigProperty(name = "client.secret") String secret) {
        this.json = json;
        this.address = URI.create(sallyport + "/oauth2/introspect");
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    State ask(String token) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)))
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new ServiceUnavailableException(5L); // it is not the caller's fault
            }
            return json.readValue(answer.body(), State.class);
        } catch (IOException e) {
            throw new ServiceUnavailableException(5L, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException(5L, e);
        }
    }
}
