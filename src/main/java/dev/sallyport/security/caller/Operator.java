package dev.sallyport.security.caller;

import java.security.Principal;

/**
 * The operator of the service, who runs a command with its configuration. The trail names the kind alone, as it does
 * for the script after a restore: the service knows no operators by name.
 */
public enum Operator implements Principal {
    OPERATOR;

    /** Where an operator's acts come from: no request, no address. */
    public static ClientContext context() {
        return ClientContext.NO_REQUEST;
    }

    @Override
    public String getName() {
        return "operator";
    }
}
