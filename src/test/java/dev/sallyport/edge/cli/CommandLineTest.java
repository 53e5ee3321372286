package dev.sallyport.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.crypto.Keyset;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Command lines, and the commands that need no application. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private CommandLine line() {
        return Commands.line(Services.NONE).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    }

    private String printed(String... arguments) {
        out.getBuffer().setLength(0);
        assertThat(line().execute(arguments)).as(err.toString()).isZero();
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "client create --name Shop introspect, true",
        "client rotate 1, true",
        "user reset a@example.org --reason because-of-this, true",
        "user require-password a@example.org --reason because-of-this, true",
        "mail test a@example.org, true",
        "reseal, true",
        "import users.ndjson, true",
        "import-key, true",
        "export --recipient key.json, true",
        "export --help, false",
        "reseal --help, false",
        "user unlock --help, false",
        "client --help, false",
        "client, false",
        "keyset new, false",
        "config check, false",
        "migrate, false"
    })
    void only_commands_that_use_the_database_start_the_application(String arguments, boolean starts) {
        ParseResult command = line().parseArgs(arguments.split(" "));
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        assertThat(Commands.needsApplication(command)).isEqualTo(starts);
    }

    @Test
    void a_misspelt_command_says_how_it_is_used_and_ends_with_2() {
        assertThat(line().execute("client", "create", "introspect")).isEqualTo(2);
        assertThat(err.toString()).contains("--name", "SCOPE");
        assertThat(line().execute("clients")).isEqualTo(2);
        assertThat(line().execute("client")).isEqualTo(2);
    }

    @Test
    void help_lists_every_command() {
        assertThat(printed("--help")).contains("client", "config", "keyset", "mail", "migrate", "reseal", "user");
        assertThat(printed("user", "--help")).contains("agent", "owner", "unlock", "reset");
    }

    @Test
    void in_a_list_each_command_has_a_whole_sentence() {
        assertThat(line().getSubcommands().values()).allSatisfy(CommandLineTest::hasWholeSentences);
    }

    /** Of several lines a list shows the first. */
    private static void hasWholeSentences(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().description()[0])
                .as(command.getCommandName())
                .endsWith(".");
        assertThat(command.getSubcommands().values()).allSatisfy(CommandLineTest::hasWholeSentences);
    }

    private record Scopes(List<@Pattern(regexp = "a", message = "must be a") String> scopes) {}

    @Test
    void an_entry_of_a_list_is_refused_by_the_name_of_the_list() {
        try (ValidatorFactory rules = Validation.buildDefaultValidatorFactory()) {
            Set<ConstraintViolation<Scopes>> refused =
                    rules.getValidator().validate(new Scopes(List.of("b", "a", "c")));
            assertThat(refused).hasSize(2);
            assertThat(Commands.sentence(new ConstraintViolationException(refused)))
                    .isEqualTo("scopes must be a");
        }
    }

    @Test
    void a_keyset_without_new_keys_is_not_rotated() throws IOException {
        Path file = Files.writeString(folder.resolve("keyset.json"), printed("keyset", "new"));
        out.getBuffer().setLength(0);
        assertThat(line().execute("keyset", "rotate", "--use", file.toString())).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("first, without --use").doesNotContain("\tat ");
    }

    @Test
    @DisplayName("[CRYP-03] a keyset is rotated in two steps: every key is known before one is used")
    void a_keyset_is_rotated_in_two_steps() throws IOException {
        String first = printed("keyset", "new");
        Path file = Files.writeString(folder.resolve("keyset.json"), first);
        String known = printed("keyset", "rotate", file.toString());
        Files.writeString(file, known);
        String used = printed("keyset", "rotate", "--use", file.toString());

        Keyset before = Keyset.parse(first);
        Keyset between = Keyset.parse(known);
        Keyset after = Keyset.parse(used);
        assertThat(between.secrets().keyIds())
                .hasSize(2)
                .isEqualTo(after.secrets().keyIds());
        assertThat(between.secrets().primaryKeyId()).isEqualTo(before.secrets().primaryKeyId());
        assertThat(after.secrets().primaryKeyId()).isNotEqualTo(before.secrets().primaryKeyId());
        assertThat(between.tokens().keyIds())
                .hasSize(2)
                .isEqualTo(after.tokens().keyIds())
                .containsAll(before.tokens().keyIds());
        assertThat(between.tokens().hash(new byte[1])).isEqualTo(before.tokens().hash(new byte[1]));
        assertThat(after.tokens().hash(new byte[1]))
                .isNotEqualTo(before.tokens().hash(new byte[1]));
    }

    @Test
    void what_is_no_keyset_is_refused_without_quoting_it() throws IOException {
        Path file = Files.writeString(folder.resolve("keyset.json"), "hunter2");
        assertThat(line().execute("keyset", "rotate", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("not a JSON object").doesNotContain("hunter2", "\tat ");
    }
}
