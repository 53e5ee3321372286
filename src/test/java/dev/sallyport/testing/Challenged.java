package dev.sallyport.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client reads in the challenge of a refusal (RFC 9110 section 11.6.1, RFC 9470 section 3). */
public final class Challenged {

    private static final Pattern PARAMETER = Pattern.compile("([a-z_]+)=(?:\"([^\"]*)\"|([^\\s,]+))");

    private Challenged() {}

    /** Refused until the user proves again who they are, at this level, not longer ago than ten minutes. */
    public static void askedToStepUp(ValidatableResponse answer, String acr) {
        Ceremonies.refused(answer, 401, "step-up-required");
        List<String> headers = answer.extract().headers().getValues("WWW-Authenticate");
        assertThat(headers).hasSize(1);
        assertThat(headers.get(0)).startsWith("Bearer ");
        assertThat(parameters(headers.get(0).substring("Bearer ".length())))
                .containsEntry("error", "insufficient_user_authentication")
                .containsEntry("acr_values", acr)
                .containsEntry("max_age", "600");
    }

    private static Map<String, String> parameters(String challenge) {
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(challenge);
        while (parameter.find()) {
            parameters.put(parameter.group(1), parameter.group(2) == null ? parameter.group(3) : parameter.group(2));
        }
        return parameters;
    }
}
