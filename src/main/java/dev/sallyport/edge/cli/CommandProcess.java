package dev.sallyport.edge.cli;

import dev.sallyport.edge.platform.CommandMode;
import io.quarkus.runtime.Quarkus;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Runs one command and ends the process: with 0, with 1 if the command failed, or with 2 if it was misspelt. Only
 * commands that use the database start the application.
 */
final class CommandProcess {

    private CommandProcess() {}

    static void run(String... arguments) {
        CommandLine line = Commands.line(Services.NONE);
        line.setExecutionStrategy(command -> {
            if (Commands.needsApplication(leaf(command))) {
                CommandMode.begin();
                Quarkus.run(CommandApplication.class, arguments); // ends the process
            }
            return new CommandLine.RunLast().execute(command);
        });
        System.exit(line.execute(arguments));
    }

    private static ParseResult leaf(ParseResult command) {
        return command.hasSubcommand() ? leaf(command.subcommand()) : command;
    }
}
