package dev.sallyport.clients;

import dev.sallyport.security.caller.Operator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.List;

/** What an operator does with clients by a command: also where no client is left that could do it over the API. */
@ApplicationScoped
public class OperatorClients {

    private final ClientAdministration clients;
    private final Validator validator;

    OperatorClients(ClientAdministration clients, Validator validator) {
        this.clients = clients;
        this.validator = validator;
    }

    /** A client and its secret, which is shown only once. */
    public record NewSecret(String clientId, String clientSecret) {

        private static NewSecret of(ClientSecretResponse response) {
            return new NewSecret(response.clientId(), response.clientSecret());
        }

        @Override
        public String toString() {
            return "NewSecret[clientId=" + clientId + "]";
        }
    }

    /**
     * Creates a client.
     *
     * @throws ConstraintViolationException if the API would refuse the name or a scope
     */
    // a client without a limit of its own has none in the request either
    @SuppressWarnings("NullAway")
    public NewSecret create(String name, List<String> scopes) {
        ClientRequest request = new ClientRequest(name, scopes, null);
        var violations = validator.validate(request);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return NewSecret.of(clients.create(request, Operator.OPERATOR, Operator.context()));
    }

    /** Gives a client another secret; the previous one keeps working for the usual time. */
    public NewSecret rotate(String clientId) {
        return NewSecret.of(
                clients.rotate(clientId, Operator.OPERATOR, Operator.context()).orElseThrow());
    }
}
