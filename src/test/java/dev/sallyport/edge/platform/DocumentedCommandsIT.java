package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.edge.platform.MarkdownDocument.Block;
import dev.sallyport.signin.sso.OpenIdProvider;
import dev.sallyport.testing.SlowTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command of the documents, typed into a shell beside the packaged service, and what it prints compared with what
 * the document says. The note behind {@code ```sh} says how a block is meant: see "Documents" in {@code
 * src/site/markdown/architecture.md}.
 *
 * <p>{@code -Ddocuments.write=true} puts what was printed into the documents in the place of what they said.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class DocumentedCommandsIT {

    /** A command that needs what is not here: another machine's tools, minutes of time, or a person. */
    private static final String MANUAL = "manual";

    /** A command that starts the service, or restarts it with other settings. */
    private static final String SERVICE = "service";

    /** A command for which the last sign-in must be ten minutes ago. */
    private static final String LATER = "after ten minutes";

    /** What the service shows on its console, not the shell. */
    private static final String CONSOLE = "console";

    private static final boolean WRITE = Boolean.getBoolean("documents.write");

    /** What the reader puts in from a mail. */
    private static final String CODE = "<the code from the mail>";

    private static final String ADDRESS = "http://localhost:8080";
    private static final String PROVIDER = "http://localhost:8180/realms/acme";

    /** What commands reach below the root of the repository. */
    private static final List<String> LINKED = List.of("target", "deploy", "src");

    private static final List<String> MANUAL_BLOCKS = List.of(
            "CONTRIBUTING.md: mvn package -DskipTests quarkus:run     # builds and starts on http://localhost:8080 with a"
                    + " database of its own",
            "README.md: SALLYPORT_BROWSER_ORIGINS=http://localhost:5173 java -jar"
                    + " target/quarkus-app/quarkus-run.jar",
            "README.md: curl -i http://localhost:8081/orders -H \"Authorization: Bearer $TOKEN\"",
            "README.md: git clone '<the address of this repository>' sallyport && cd sallyport",
            "README.md: mvn verify     # every test but the slow and the load tests (-Pfull adds them)",
            "architecture.md: mvn verify -Pfull -Ddocuments.write=true -Dtest=ConfigurationReferenceTest"
                    + " -Dit.test=DocumentedCommandsIT",
            "architecture.md: src/bench/run SignInRates",
            "backends.md: java src/kit/TokenKit.java check http://localhost:8081/orders http://localhost:8081/payments",
            "deploying.md: docker build -f deploy/Dockerfile --build-arg COMMIT=\"$(git rev-parse HEAD)\" -t sallyport .",
            "deploying.md: kubectl create namespace sallyport",
            "deploying.md: mvn package -DskipTests",
            "growing.md: psql -v ON_ERROR_STOP=1 -f deploy/citus.sql \"$DATABASE\"",
            "moving-in.md: bin/kc.sh export --realm acme --file acme.json",
            "moving-in.md: deploy/sallyport export --recipient new-instance.json > users.ndjson",
            "moving-in.md: deploy/sallyport import-key > new-instance.json",
            "moving-in.md: export DATABASE_URL=postgresql://… BETTER_AUTH_SECRET=…",
            "operations.md: SALLYPORT_LOGS_ENDPOINT=http://collector:4318",
            "operations.md: SALLYPORT_SYSLOG_ENDPOINT=siem.example.org:6514",
            "operations.md: SALLYPORT_TRACES_ENDPOINT=http://collector:4318",
            "operations.md: curl -sf -H \"Authorization: Bearer $TOKEN\""
                    + " \"$SALLYPORT/v1/accounts/$ACCOUNT/sealed-events\" > account.ndjson",
            "operations.md: deploy/archive /opt/sallyport            # signs a user in on a database of its own, which it"
                    + " deletes again",
            "operations.md: deploy/sallyport trail export > trail.ndjson",
            "operations.md: deploy/sallyport trail verify",
            "operations.md: pg_dump -Fc -f sallyport.dump \"$DATABASE\"",
            "operations.md: psql -v ON_ERROR_STOP=1 -f deploy/after-restore.sql \"$DATABASE\"",
            "releasing.md: docker build -f deploy/Dockerfile --build-arg COMMIT=\"$(git rev-parse HEAD)\" -t sallyport:1.0.0 .",
            "releasing.md: mvn -f src/client/pom.xml deploy"
                    + " -DaltDeploymentRepository=\"$REPOSITORY_ID::$REPOSITORY_ADDRESS\"",
            "tutorial.md: bin/kc.sh start-dev --http-port=8180 --import-realm");

    @TempDir
    static Path home; // of the service

    private static DocumentedService service;

    @TempDir
    Path folder;

    static List<MarkdownDocument> documents() {
        return MarkdownDocument.all().stream()
                .filter(document -> document.blocks().stream().anyMatch(DocumentedCommandsIT::isRun))
                .toList();
    }

    private static boolean isRun(Block block) {
        return block.language().equals("sh") && !block.note().equals(MANUAL);
    }

    @AfterAll
    static void endService() {
        if (service != null) {
            service.close();
        }
    }

    @AfterEach
    void endLinks() throws IOException {
        for (String linked : LINKED) {
            Files.deleteIfExists(folder.resolve(linked));
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @DisplayName("[DOCS-02] every command prints what its document says")
    void every_command_prints_what_its_document_says(MarkdownDocument document) throws Exception {
        for (String program : List.of("bash", "curl", "jq", "node")) {
            assumeTrue(isInstalled(program), program);
        }
        for (String linked : LINKED) {
            Files.createSymbolicLink(folder.resolve(linked), Path.of(linked).toAbsolutePath());
        }
        Path programs = Files.createDirectory(folder.resolve("programs"));
        if (service == null) {
            service = new DocumentedService(home);
        }
        try (CodeServer codes = new CodeServer(programs);
                OpenIdProvider provider = new OpenIdProvider();
                Terminal terminal = new Terminal(folder, codes.programs())) {
            provider.signsIn("sallyport", "grace", "grace@acme.example");
            Map<Block, String> other = run(document, terminal, provider.issuer());
            if (!other.isEmpty()) {
                document.write(other);
            }
        } finally {
            service.forget();
        }
    }

    @Test
    @DisplayName(
            "[DOCS-02] what is not run is known: it needs the repository's address, Docker, Keycloak, psql or minutes")
    void what_is_not_run_is_known() {
        List<String> manual = MarkdownDocument.all().stream()
                .flatMap(document -> document.blocks().stream()
                        .filter(block -> block.language().equals("sh") && !isRun(block))
                        .map(block -> document.file().getFileName() + ": "
                                + block.text()
                                        .lines()
                                        .filter(line -> !line.startsWith("#"))
                                        .findFirst()
                                        .orElseThrow()))
                .sorted()
                .toList();

        assertThat(manual).containsExactlyElementsOf(MANUAL_BLOCKS);
    }

    private static Map<Block, String> run(MarkdownDocument document, Terminal terminal, String provider)
            throws Exception {
        Map<Block, String> other = new LinkedHashMap<>();
        List<Block> blocks = document.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.note().equals(CONSOLE)) {
                check(document, block, service.console(block.text().lines().toList()), other);
            } else if (isRun(block)) {
                if (block.note().equals(SERVICE)) {
                    service.restart(block.text());
                    continue;
                }
                if (block.note().equals(LATER)) {
                    service.letTenMinutesPass();
                }
                Terminal.Result result = terminal.run(typed(block.text(), provider));
                assertThat(result.status())
                        .as(() -> document + ", line " + block.firstLine() + ":\n" + block.text() + "\n"
                                + result.output() + "\n" + errors(terminal))
                        .isZero();
                String printed = result.output().replace(provider, PROVIDER);
                Optional<Block> answer = answerOf(blocks, i);
                if (answer.isPresent()) {
                    check(document, answer.get(), printed, other);
                } else {
                    assertThat(printed)
                            .as(document + ", line " + block.firstLine())
                            .isEmpty();
                }
            }
        }
        return other;
    }

    /** The next block, if it is no command. */
    private static Optional<Block> answerOf(List<Block> blocks, int command) {
        return Optional.of(command + 1)
                .filter(next -> next < blocks.size())
                .map(blocks::get)
                .filter(next -> List.of("json", "text").contains(next.language()))
                .filter(next -> next.note().isEmpty());
    }

    private static void check(MarkdownDocument document, Block block, String printed, Map<Block, String> other) {
        if (WRITE) {
            if (!Masked.text(printed).equals(Masked.text(block.text()))) {
                other.put(block, printed);
            }
        } else {
            assertThat(Masked.text(printed))
                    .as(document + ", line " + block.firstLine())
                    .isEqualTo(Masked.text(block.text()));
        }
    }

    /** What the reader puts in for what the document leaves open. */
    private static String typed(String text, String provider) {
        String typed = text.replace("SALLYPORT=" + ADDRESS, "SALLYPORT=http://localhost:" + service.port())
                .replace(PROVIDER, provider)
                .replace("<the secret that was printed>", service.secret());
        return typed.contains(CODE) ? typed.replace(CODE, service.mailedCode()) : typed;
    }

    private static boolean isInstalled(String program) throws Exception {
        return new ProcessBuilder("bash", "-c", "command -v " + program)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static String errors(Terminal terminal) {
        try {
            return terminal.errors();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
