package dev.sallyport.edge.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The default without configuration: an embedded PostgreSQL server with its own keys, in one folder. */
final class EmbeddedDefault {

    /** A reload or another test profile loads this class again but keeps the server: its address outlives the class. */
    private static final String RUNNING = EmbeddedDefault.class.getName() + ".url";

    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

    private EmbeddedDefault() {}

    static Map<String, String> supply(Settings settings) {
        Path folder = folder(settings);
        try {
            DataFolder data = DataFolder.in(folder);
            String running = System.getProperty(RUNNING);
            String url = running == null ? start(data, settings) : running;
            System.setProperty(RUNNING, url);
            Map<String, String> supplied = new HashMap<>(defaults(settings));
            supplied.put(Settings.KEYSET_FILE, data.keyset().toString());
            supplied.put(Settings.JDBC_URL, url);
            supplied.put("quarkus.datasource.username", EmbeddedDatabase.USER);
            supplied.put("quarkus.datasource.password", data.password());
            return supplied;
        } catch (IOException | IllegalStateException e) {
            throw EmbeddedDatabase.failed(folder.toAbsolutePath().toString(), e);
        }
    }

    /** What changes without a database of one's own, but for what the embedded one has when it runs. */
    static Map<String, String> defaults(Settings settings) {
        Map<String, String> defaults = new HashMap<>(Map.of(
                PortRules.API_HOST,
                PortRules.THIS_MACHINE,
                PortRules.MANAGEMENT_HOST,
                PortRules.THIS_MACHINE,
                Settings.JSON_LOG,
                "false",
                "sallyport.embedded",
                "true",
                "sallyport.mail.console",
                Boolean.toString(settings.get(ProductionSettings.MAIL_HOST).isEmpty()),
                Settings.KEYSET_FILE,
                folder(settings)
                        .toAbsolutePath()
                        .normalize()
                        .resolve(DataFolder.KEYSET)
                        .toString(),
                "sallyport.ui.enabled",
                "true",
                "sallyport.cookies.enabled",
                "true"));
        address(settings).ifPresent(address -> defaults.put("sallyport.issuer", address));
        return defaults;
    }

    private static Path folder(Settings settings) {
        return Path.of(settings.get("sallyport.data-dir").orElse(PlatformConfig.DEFAULT_DATA_DIR));
    }

    /**
     * The issuer at another port than 8080. Only a browser of this machine reaches the service, so its address is
     * known; behind a proxy it would not be. Port 0 is known too late.
     */
    private static Optional<String> address(Settings settings) {
        return settings.get(PortRules.API_PORT)
                .filter(port -> PORT.matcher(port).matches())
                .map(port -> "http://localhost:" + port);
    }

    private static String start(DataFolder data, Settings settings) throws IOException {
        if (CommandMode.isOn() && data.isHeld()) {
            return EmbeddedDatabase.urlOfRunning(data); // a command while the service runs
        }
        data.hold();
        Path keyset = settings.get(Settings.KEYSET_FILE).map(Path::of).orElse(data.keyset());
        KeysetFile.read(keyset); // weak keys stop the start before the server runs
        return EmbeddedDatabase.start(data);
    }
}
