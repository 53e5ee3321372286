package dev.sallyport.edge.platform;

import io.quarkus.runtime.configuration.ConfigurationException;

/** The end of a start that must not go on: Quarkus prints the message without a stack trace and exits with 1. */
final class Refusal {

    private Refusal() {}

    static ConfigurationException because(String cause) {
        return new ConfigurationException("Sallyport does not start: " + cause);
    }
}
