import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.AccountsAndUsersApi;
import org.openapitools.client.api.SessionsAndTokensApi;
import org.openapitools.client.api.SignInApi;
import org.openapitools.client.model.CreateAccountRequest;
import org.openapitools.client.model.FactorMethod;
import org.openapitools.client.model.NewOwner;
import org.openapitools.client.model.Problem;
import org.openapitools.client.model.ProblemType;
import org.openapitools.client.model.SignInRequest;
import org.openapitools.client.model.VerifyRequest;

/** The main flow with the Java client of OpenAPI Generator (native). */
public final class Flow {

    private static final String EMAIL = "java-" + System.currentTimeMillis() + "@example.org";
    private static final String PASSWORD = "tulip anvil 42 meridian";

    private Flow() {}

    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(System.getenv("ISSUER"));
        SignInApi signIn = new SignInApi(client);
        AccountsAndUsersApi accounts = new AccountsAndUsersApi(client);

        accounts.createAccount(
                new CreateAccountRequest().name("Acme").owner(new NewOwner().email(EMAIL).password(PASSWORD)),
                null,
                Map.of("Authorization", basic()));
        String challenge = signIn.signIn(new SignInRequest().email(EMAIL).password(PASSWORD), null, null, null)
                .getChallengeRequired()
                .getChallengeToken();

        VerifyRequest answer = new VerifyRequest().challengeToken(challenge).method(FactorMethod.EMAIL_CODE);
        String code = mailedCode();
        try {
            signIn.verifySignIn(answer.code(code.equals("000000") ? "000001" : "000000"), null, null);
            throw new AssertionError("A wrong code is taken");
        } catch (ApiException refused) {
            Problem problem = new ObjectMapper()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(refused.getResponseBody(), Problem.class);
            check(problem.getType().toString().equals(ProblemType.URN_SALLYPORT_PROBLEM_INVALID_CODE.getValue()));
        }

        String token = signIn.verifySignIn(answer.code(code), null, null).getSignedInResponse().getAccessToken();
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token);
        check(accounts.getMe(headers).getEmail().equals(EMAIL));
        new SessionsAndTokensApi(client).signOut(null, headers);
        System.out.println("ALL GOOD");
    }

    private static String basic() {
        String pair = System.getenv("CLIENT_ID") + ":" + System.getenv("CLIENT_SECRET");
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String mailedCode() throws Exception {
        URI codes = URI.create(System.getenv("CODES") + "?email=" + URLEncoder.encode(EMAIL, StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(codes).build(), BodyHandlers.ofString())
                .body();
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError();
        }
    }
}
