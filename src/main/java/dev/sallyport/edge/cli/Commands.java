package dev.sallyport.edge.cli;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ViolationText;
import jakarta.validation.ConstraintViolationException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The commands, in groups. */
@Command(
        name = "admin",
        description = "The commands of an operator. They read the settings that the service reads.",
        synopsisSubcommandLabel = "COMMAND")
final class Commands {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    boolean help;

    /** How the validator names an entry of a list: a person counts none. */
    private static final Pattern ENTRY = Pattern.compile("\\[[0-9]+]\\.<[a-z ]+>$");

    private Commands() {}

    static CommandLine line(Services services) {
        CommandLine line = new CommandLine(new Commands())
                .addSubcommand(new KeysetCommands())
                .addSubcommand(new ReadSettings())
                .addSubcommand(new Migrate())
                .addSubcommand(new ResealCommand(services))
                .addSubcommand(new ClientCommands(services))
                .addSubcommand(new UserCommands(services))
                .addSubcommand(new MailCommands(services))
                .addSubcommand(new ImportCommand(services))
                .addSubcommand(new ImportKeyCommand(services))
                .addSubcommand(new ExportCommand(services))
                .addSubcommand(new CommandLine(new TrailCommands(services)).addSubcommand(new TrailCheck()));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(sentence(failure));
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line;
    }

    /** Whether this command, the last one on the line, uses the database. The commands of a group are its methods. */
    static boolean needsApplication(ParseResult command) {
        Object itself = command.commandSpec().userObject();
        CommandSpec group = command.commandSpec().parent();
        boolean ofGroup = itself instanceof Method && group != null && group.userObject() instanceof InApplication;
        boolean alone = itself instanceof InApplication && itself instanceof Callable;
        return !command.isUsageHelpRequested() && (ofGroup || alone);
    }

    /** What an operator can do something with; the name of any other failure. */
    static String sentence(Throwable failure) {
        if (failure instanceof ProblemException refusal) {
            String detail = refusal.detail();
            return detail == null ? refusal.type().detail() : detail;
        }
        if (failure instanceof ConstraintViolationException invalid) {
            return invalid.getConstraintViolations().stream()
                    .map(violation -> ENTRY.matcher(violation.getPropertyPath().toString())
                                    .replaceFirst("")
                            + " " + ViolationText.of(violation))
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining("; "));
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
