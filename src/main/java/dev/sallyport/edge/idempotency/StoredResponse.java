package dev.sallyport.edge.idempotency;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is kept for retries.
 *
 * @param headers without those of the exchange, which each response gets again
 * @param mediaType null where there is no body
 * @param text of the body, where it is not JSON
 * @param body JSON, with its tokens
 * @param bodyWithoutTokens for a page that takes the tokens as cookies; null where there are none
 * @param tokens by the name of their cookie
 */
record StoredResponse(
        int status,
        Map<String, List<String>> headers,
        @Nullable String mediaType,
        @Nullable String text,
        @Nullable JsonNode body,
        @Nullable JsonNode bodyWithoutTokens,
        Map<String, Token> tokens) {

    /**
     * A token of the answer.
     *
     * @param seconds how long it was valid
     */
    record Token(String text, long seconds) {

        @Override
        public String toString() {
            return "Token";
        }
    }

    @Override
    public String toString() {
        return "StoredResponse[status=" + status + "]";
    }
}
