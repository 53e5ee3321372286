package dev.sallyport.mailing.mailpage;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * What the pages behind links in mails say, in English; the other languages are in {@code messages/page_*.properties}.
 * Each page has a title, a body, a button and what it says when that is done, named after its {@link LinkPage}.
 */
@MessageBundle(value = "page", locale = "en", defaultKey = Message.UNDERSCORED_ELEMENT_NAME)
interface PageMessages {

    @Message("Cancel the reset")
    String cancelResetTitle();

    @Message("Support was asked to remove your authenticator apps, recovery codes and paper key. If you did"
            + " not ask for this, cancel it. Nothing is removed then.")
    String cancelResetBody();

    @Message("Cancel the reset")
    String cancelResetButton();

    @Message(
            "If the reset was still waiting, it is cancelled now. Change your password if you did not ask" + " for it.")
    String cancelResetDone();

    @Message("Set a new password")
    String resetPasswordTitle();

    @Message("At least eight characters; several words that have nothing to do with each other make a good one.")
    String resetPasswordBody();

    @Message("Set the password")
    String resetPasswordButton();

    @Message("Your new password is set. Sign in with it.")
    String resetPasswordDone();

    @Message("Accept the invitation")
    String acceptInvitationTitle();

    @Message("You become a member of the account that invited you. You sign in as before.")
    String acceptInvitationBody();

    @Message("Accept")
    String acceptInvitationButton();

    @Message("You are a member now. Sign in as before.")
    String acceptInvitationDone();

    @Message("New password")
    String newPassword();

    @Message("That did not work. Try again.")
    String failed();

    @Message("Open the link in the mail once more.")
    String openLinkAgain();

    @Message("Was this not you?")
    String reportSignInTitle();

    @Message("We stop what the email is about: a sign-in that was not yours ends and its device is forgotten; a change"
            + " is undone where we can, and your sessions end. Your password cannot be used to sign in until you have set"
            + " a new one.")
    String reportSignInBody();

    @Message("This was not me")
    String reportSignInButton();

    @Message("Done. If the link was still valid, we have sent you an email to set a new password with.")
    String reportSignInDone();
}
