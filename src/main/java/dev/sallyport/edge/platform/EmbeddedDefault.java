package dev.sallyport.edge.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The default without configuration: an embedded PostgreSQL server with its own keys, in one folder. */
final class EmbeddedDefault {

    /** A reload or another test profile loads this class again but keeps the server: its address outlives the class. */
    private static final String RUNNING = EmbeddedDefault.class.getName() + ".url";

    private EmbeddedDefault() {}

    static Map<String, String> supply(Settings settings) {
        Path folder = Path.of(settings.get("sallyport.data-dir").orElse(PlatformConfig.DEFAULT_DATA_DIR));
        try {
            DataFolder data = DataFolder.in(folder);
            String running = System.getProperty(RUNNING);
            String url = running == null ? start(data, settings) : running;
            System.setProperty(RUNNING, url);
            return Map.ofEntries(
                    Map.entry(PortRules.API_HOST, PortRules.THIS_MACHINE),
                    Map.entry(PortRules.MANAGEMENT_HOST, PortRules.THIS_MACHINE),
                    Map.entry(Settings.JSON_LOG, "false"),
                    Map.entry("sallyport.embedded", "true"),
                    Map.entry(
                            "sallyport.mail.console",
                            Boolean.toString(
                                    settings.get(ProductionSettings.MAIL_HOST).isEmpty())),
                    Map.entry(Settings.KEYSET_FILE, data.keyset().toString()),
                    Map.entry("sallyport.ui.enabled", "true"),
                    Map.entry("sallyport.cookies.enabled", "true"),
                    Map.entry(Settings.JDBC_URL, url),
                    Map.entry("quarkus.datasource.username", EmbeddedDatabase.USER),
                    Map.entry("quarkus.datasource.password", data.password()));
        } catch (IOException | IllegalStateException e) {
            throw EmbeddedDatabase.failed(folder.toAbsolutePath().toString(), e);
        }
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
