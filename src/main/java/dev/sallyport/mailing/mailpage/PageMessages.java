package dev.sallyport.mailing.mailpage;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * The English texts of the pages that links in mails open; the other languages are in {@code
 * messages/page_*.properties}. Each page has a title, a body, a button and a text for when it is done, named after its
 * {@link LinkPage}.
 */
@MessageBundle(value = "page", locale = "en", defaultKey = Message.UNDERSCORED_ELEMENT_NAME)
interface PageMessages {

    @Message("Cancel the reset")
    String cancelResetTitle();

    @Message("Support was asked to remove your authenticator apps, passkeys, recovery codes and paper key. If you did"
            + " not ask for this, cancel it here and nothing is removed.")
    String cancelResetBody();

    @Message("Cancel the reset")
    String cancelResetButton();

    @Message("If the reset was still pending, it is cancelled now. If you did not ask for it, change your password.")
    String cancelResetDone();

    @Message("Set a new password")
    String resetPasswordTitle();

    @Message("Use at least eight characters. Several unrelated words make a good password.")
    String resetPasswordBody();

    @Message("Set the password")
    String resetPasswordButton();

    @Message("Your new password is set. Sign in with it.")
    String resetPasswordDone();

    @Message("Accept the invitation")
    String acceptInvitationTitle();

    @Message("You will become a member of the account that invited you. You sign in as before.")
    String acceptInvitationBody();

    @Message("Accept")
    String acceptInvitationButton();

    @Message("You are a member now. Sign in as before.")
    String acceptInvitationDone();

    @Message("New password")
    String newPassword();

    @Message("That did not work. Try again.")
    String failed();

    @Message("This page needs JavaScript. Turn it on, and open the link in the mail again. Nothing has happened yet.")
    String needsScript();

    @Message("Open the link in the mail again.")
    String openLinkAgain();

    @Message("Was this not you?")
    String reportSignInTitle();

    @Message("We will undo what the email reports. If it is a sign-in, its session ends and its device is"
            + " forgotten. If it is a change, we undo the change if we can and end your sessions. Your password"
            + " cannot be used to sign in until you set a new one.")
    String reportSignInBody();

    @Message("This was not me")
    String reportSignInButton();

    @Message("Also lock my sign-in. You cannot sign in then, not even with a new password, until support unlocks it.")
    String lockSignIn();

    @Message("Done. If the link was still valid, your sign-in is locked. Contact support to unlock it.")
    String signInLocked();

    @Message("Done. If the link was still valid, we have sent you an email with a link to set a new password.")
    String reportSignInDone();
}
