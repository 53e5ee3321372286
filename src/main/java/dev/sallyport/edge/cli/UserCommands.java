package dev.sallyport.edge.cli;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Helps users where no agent and no owner can. */
@Command(name = "user", description = "Helps users where no agent and no owner can.")
final class UserCommands implements InApplication {

    private static final String EMAIL = "EMAIL";
    private static final String WHOM = "The address that the user signs in with.";
    private static final String REASON = "--reason";
    private static final String WHY = "Kept in the audit trail: 10 to 500 characters.";
    private static final int SHORTEST = 10;
    private static final int LONGEST = 500;

    private final Services services;

    @Spec
    CommandSpec spec;

    UserCommands(Services services) {
        this.services = services;
    }

    @Command(name = "agent", description = "Makes a user a support agent.")
    int agent(
            @Parameters(paramLabel = EMAIL, description = WHOM) String email,
            @Option(names = "--revoke", description = "Takes the role away.") boolean revoke) {
        services.users().users().setAgent(find(email), !revoke);
        return say(revoke ? "The user is no support agent now." : "The user is a support agent now.");
    }

    @Command(name = "owner", description = "Makes a member of an account its owner.")
    int owner(
            @Parameters(paramLabel = "ACCOUNT", description = "The id of the account.") UUID account,
            @Parameters(paramLabel = EMAIL, description = WHOM) String email) {
        services.users().members().makeOwner(new AccountId(account), find(email));
        return say("The user is an owner of the account now.");
    }

    @Command(name = "unlock", description = "Unlocks the second step of a user.")
    int unlock(
            @Parameters(paramLabel = EMAIL, description = WHOM) String email,
            @Option(names = REASON, required = true, description = WHY) String reason) {
        boolean lifted = services.users().support().unlock(find(email), checked(reason));
        return say(lifted ? "The second step is unlocked." : "The second step was not locked.");
    }

    @Command(
            name = "reset",
            description = {
                "Removes the second factors of a user.",
                "It also ends the user's sessions and the trust in their devices. There is no second agent:",
                "check who asks for it. The user gets a mail."
            })
    int reset(
            @Parameters(paramLabel = EMAIL, description = WHOM) String email,
            @Option(names = REASON, required = true, description = WHY) String reason) {
        services.users().support().reset(find(email), checked(reason));
        return say(
                "The user signs in with the password and a code by email now, and can set up a second factor again.");
    }

    @Command(
            name = "require-password",
            description = {
                "Requires a new password of a user.",
                "The present one no longer works, and the user's sessions end. The user gets a mail with a link."
            })
    int requirePassword(
            @Parameters(paramLabel = EMAIL, description = WHOM) String email,
            @Option(names = REASON, required = true, description = WHY) String reason) {
        services.users().passwords().require(find(email), checked(reason));
        return say("The user needs a new password now.");
    }

    @Command(
            name = "erase",
            description = {"Erases a user at once, with everything about the person. Nothing brings it back."})
    int erase(
            @Parameters(paramLabel = EMAIL, description = WHOM) String email,
            @Option(
                            names = "--with-accounts",
                            description = "Also erases the accounts of which the user is the only owner.")
                    boolean withAccounts) {
        services.users().erasures().erase(find(email), withAccounts);
        return say("The user is erased.");
    }

    private UserId find(String email) {
        return services.users().users().find(email);
    }

    private String checked(String reason) {
        String words = reason.strip();
        if (words.length() < SHORTEST || words.length() > LONGEST) {
            throw new ParameterException(spec.commandLine(), "The reason must have 10 to 500 characters.");
        }
        return words;
    }

    private int say(String sentence) {
        spec.commandLine().getOut().println(sentence);
        return 0;
    }
}
