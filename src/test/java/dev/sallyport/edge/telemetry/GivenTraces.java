package dev.sallyport.edge.telemetry;

import java.util.List;
import java.util.Optional;

/** Settings of a test. */
record GivenTraces(double ratio, Optional<List<String>> callers) implements TracesConfig {

    static GivenTraces ratioOf(double ratio) {
        return new GivenTraces(ratio, Optional.empty());
    }

    @Override
    public Optional<String> endpoint() {
        return Optional.of("http://127.0.0.1:4318");
    }

    @Override
    public Optional<String> headers() {
        return Optional.empty();
    }
}
