package dev.sallyport.edge.platform;

import io.quarkus.runtime.configuration.ConfigurationException;

/** Stops the start: Quarkus prints the message without a stack trace and exits with 1. */
final class Refusal {

    private Refusal() {}

    static ConfigurationException because(String cause) {
        return new ConfigurationException("Sallyport does not start: " + cause);
    }
}
