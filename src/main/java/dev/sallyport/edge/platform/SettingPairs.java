package dev.sallyport.edge.platform;

import static dev.sallyport.edge.platform.Settings.variable;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules for pairs of settings. */
final class SettingPairs {

    static final String ROTATION = "sallyport.signing-keys.rotation";
    static final String PUBLISH_AHEAD = "sallyport.signing-keys.publish-ahead";

    private static final String WAITING = "sallyport.support.waiting";
    private static final String WAITING_TIME = "sallyport.support.waiting-time";

    private SettingPairs() {}

    /** What is wrong, each with the names of both environment variables. */
    static List<String> faults(Settings settings) {
        return Stream.of(rotation(settings), waitForAll(settings))
                .flatMap(Optional::stream)
                .toList();
    }

    /** A key that is to be replaced before it may sign would never sign. */
    private static Optional<String> rotation(Settings settings) {
        Duration rotation = duration(settings, ROTATION).orElse(Duration.ofDays(90));
        Duration ahead = duration(settings, PUBLISH_AHEAD).orElse(Duration.ofMinutes(15));
        return rotation.isZero() || rotation.compareTo(ahead) > 0
                ? Optional.empty()
                : Optional.of(variable(ROTATION) + " must be PT0S or longer than " + variable(PUBLISH_AHEAD));
    }

    /** Without a time nothing would wait, and the operator would not know. */
    private static Optional<String> waitForAll(Settings settings) {
        Duration time = duration(settings, WAITING_TIME).orElse(Duration.ZERO);
        return settings.get(WAITING)
                .filter(whose -> whose.equals("everybody") && time.isZero())
                .map(whose -> variable(WAITING) + " is everybody, and needs a time in " + variable(WAITING_TIME));
    }

    private static Optional<Duration> duration(Settings settings, String name) {
        return settings.get(name).map(DurationConverter::parseDuration);
    }
}
