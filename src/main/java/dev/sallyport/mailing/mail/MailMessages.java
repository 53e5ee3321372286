package dev.sallyport.mailing.mail;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * The English texts of mails; the other languages are in {@code messages/mail_*.properties}. A notice has a headline
 * and a body, each named after its {@link MailKind}.
 */
@MessageBundle(value = "mail", locale = "en", defaultKey = Message.UNDERSCORED_ELEMENT_NAME)
interface MailMessages {

    @Message("When: {when} (UTC)")
    String when(Object when);

    @Message("From: {where}")
    String from(Object where);

    @Message("{browser} on {os}")
    String browserOn(Object browser, Object os);

    @Message("From: your support team")
    String fromSupport();

    @Message("Recovery codes left: {remaining}")
    String codesLeft(Object remaining);

    @Message("Create new ones soon.")
    String codesLow();

    @Message("Reference: {reference}")
    String reference(Object reference);

    @Message("If this was not you, change your password now and ask for help.")
    String notYou();

    @Message("The link works once, until {until} (UTC).")
    String linkUntil(Object until);

    @Message("Set a new password")
    String passwordResetHeadline();

    @Message("Someone asked to reset the password of your user. If this was you, set a new password here:")
    String passwordResetBody();

    @Message("Set a new password")
    String passwordResetAction();

    @Message("If this was not you, ignore this mail. Nothing has changed.")
    String passwordResetOtherwise();

    @Message("Your password was changed")
    String passwordChangedHeadline();

    @Message("Your old password no longer works. Your other sessions have ended, and your devices are no longer"
            + " recognised.")
    String passwordChangedBody();

    @Message("You need a new password")
    String passwordChangeRequiredHeadline();

    @Message("The administrators of this service have decided that your password may no longer be used. You are signed"
            + " out on every device. Set a new password here, which must differ from the old one:")
    String passwordChangeRequiredBody();

    @Message("Set a new password")
    String passwordChangeRequiredAction();

    @Message("If the link is no longer valid, ask for a new one with \"Forgot password?\" when you sign in. Your second"
            + " factor stays as it is.")
    String passwordChangeRequiredOtherwise();

    @Message("You need a new password")
    String passwordChangeRequiredByAccountHeadline();

    @Message("An owner of the account below requires a new password of all its members. Your old one can no longer be"
            + " used, and you are signed out on every device. Set a new password here, which must differ from the old"
            + " one:")
    String passwordChangeRequiredByAccountBody();

    @Message("Set a new password")
    String passwordChangeRequiredByAccountAction();

    @Message("If the link is no longer valid, ask for a new one with \"Forgot password?\" when you sign in. Your second"
            + " factor stays as it is.")
    String passwordChangeRequiredByAccountOtherwise();

    @Message("Account: {account}")
    String account(Object account);

    @Message("You are invited")
    String invitationHeadline();

    @Message("You are invited to join an account. To accept, set a password here:")
    String invitationBody();

    @Message("Set a password and accept")
    String invitationAction();

    @Message("If you did not expect this invitation, ignore this mail.")
    String invitationOtherwise();

    @Message("You are invited to another account")
    String invitationOfUserHeadline();

    @Message("You are invited to join another account. You keep your password and sign in as before. Accept here:")
    String invitationOfUserBody();

    @Message("Accept the invitation")
    String invitationOfUserAction();

    @Message("If you did not expect this invitation, ignore this mail.")
    String invitationOfUserOtherwise();

    @Message("Confirm your new email address")
    String emailChangeHeadline();

    @Message("Someone asked to use this email address for signing in. If this was you, enter this code:")
    String emailChangeBody();

    @Message("If this was not you, ignore this mail. Nothing changes without the code.")
    String emailChangeNotYou();

    @Message("Your email address was changed")
    String emailChangedHeadline();

    @Message("You now sign in with another email address, and we no longer send mail to this one. Your other sessions"
            + " have ended, and your devices are no longer recognised.")
    String emailChangedBody();

    @Message("Verify your identity to proceed with the login.")
    String emailCodeSubject();

    @Message("Verify your identity")
    String emailCodeHeadline();

    @Message("Someone is signing in with your email address and your password from a device we do not know."
            + " If this is you, enter this code:")
    String emailCodeBody();

    @Message(
            "It works once, until {until} (UTC), {minutes} minutes after this mail was sent, on the page that asked for"
                    + " it. We will never ask you for it.")
    String emailCodeValidity(Object minutes, Object until);

    @Message("If this was not you, someone knows your password. Change it now.")
    String emailCodeNotYou();

    @Message("Two-factor sign-in is on")
    String twoFactorEnabledHeadline();

    @Message("You now need your authenticator app or passkey to sign in. Keep your recovery codes and your paper key"
            + " where you can find them if you lose your phone.")
    String twoFactorEnabledBody();

    @Message("An authenticator app was added")
    String authenticatorAddedHeadline();

    @Message("Codes from another authenticator app can now be used to sign in as you.")
    String authenticatorAddedBody();

    @Message("Your authenticator app was replaced")
    String authenticatorReplacedHeadline();

    @Message("Codes from the old authenticator app no longer work. Your recovery codes and your paper key have not"
            + " changed.")
    String authenticatorReplacedBody();

    @Message("An authenticator app was removed")
    String authenticatorRemovedHeadline();

    @Message("Codes from one of your authenticator apps no longer work.")
    String authenticatorRemovedBody();

    @Message("A passkey was added")
    String passkeyAddedHeadline();

    @Message("Another passkey or security key can now be used to sign in as you.")
    String passkeyAddedBody();

    @Message("A passkey was removed")
    String passkeyRemovedHeadline();

    @Message("One of your passkeys or security keys no longer works here.")
    String passkeyRemovedBody();

    @Message("One of your passkeys may have been copied")
    String passkeyCopiedHeadline();

    @Message("A passkey or security key of yours was used, and its counter was not higher than the time before. This"
            + " happens when someone has copied it. Remove it in your settings, and set up a new one.")
    String passkeyCopiedBody();

    @Message("Two-factor sign-in is off")
    String twoFactorDisabledHeadline();

    @Message("Your authenticator apps, passkeys, recovery codes and paper key no longer work. To sign in from a device"
            + " that we do not recognise, you need a code that we send to this address.")
    String twoFactorDisabledBody();

    @Message("Support has reset your two-factor sign-in")
    String twoFactorResetHeadline();

    @Message("After an identity check, a support agent removed your authenticator apps, passkeys, recovery codes and"
            + " paper key. All your sessions have ended. Sign in and set up two-factor sign-in again. If you did not"
            + " ask for this, give your support team the reference below. They can see who did it and why.")
    String twoFactorResetBody();

    @Message("An owner or admin has reset your two-factor sign-in")
    String twoFactorResetByAccountHeadline();

    @Message("After an identity check, an owner or admin of your account removed your authenticator apps, passkeys,"
            + " recovery codes and paper key. All your sessions have ended. Sign in and set up two-factor"
            + " sign-in again."
            + " If you did not ask for this, give the owners of your account the reference below. They can see who did"
            + " it.")
    String twoFactorResetByAccountBody();

    @Message("An owner or admin wants to reset your two-factor sign-in")
    String twoFactorResetByAccountRequestedHeadline();

    @Message("After an identity check, an owner or admin of your account asked to remove your authenticator apps,"
            + " passkeys, recovery codes and paper key.")
    String twoFactorResetByAccountRequestedBody();

    @Message("Nothing has changed yet. The reset takes effect on {after} (UTC).")
    String twoFactorResetByAccountApproved(Object after);

    @Message("You have new recovery codes")
    String recoveryCodesRegeneratedHeadline();

    @Message("Your old recovery codes no longer work. Keep the new ones where you can find them if you lose your"
            + " phone.")
    String recoveryCodesRegeneratedBody();

    @Message("A recovery code was used")
    String recoveryCodeUsedHeadline();

    @Message("Someone signed in as you with a recovery code. That code no longer works.")
    String recoveryCodeUsedBody();

    @Message("Support has issued an access code for you")
    String accessCodeIssuedHeadline();

    @Message("After an identity check, a support agent issued a code that replaces your second factor at one sign-in."
            + " It works once, within ten minutes, and only with your password. If you did not ask for this, give your"
            + " support team the reference below. They can see who did it and why.")
    String accessCodeIssuedBody();

    @Message("An access code from support was used")
    String accessCodeUsedHeadline();

    @Message("Someone signed in as you with the access code that a support agent issued. We no longer recognise your"
            + " devices. Set up a new second factor to replace the one that you lost.")
    String accessCodeUsedBody();

    @Message("Your paper key was used")
    String paperKeyUsedHeadline();

    @Message("Someone signed in as you with your paper key. Your authenticator apps, passkeys and recovery codes were"
            + " removed, and all other sessions have ended. Set up two-factor sign-in again.")
    String paperKeyUsedBody();

    @Message("You have a new paper key")
    String paperKeyRenewedHeadline();

    @Message("Your old paper key no longer works. Keep the new one in a safe place.")
    String paperKeyRenewedBody();

    @Message("Wrong passwords were entered for your email address")
    String wrongPasswordsHeadline();

    @Message("At least ten wrong passwords were entered for your email address in a short time. None of them was"
            + " accepted. You can still sign in, but you will be asked for a code as well while this continues. To"
            + " protect yourself, use a password that you use nowhere else, and turn on two-factor sign-in. If you have"
            + " forgotten your password, set a new one.")
    String wrongPasswordsBody();

    @Message("Wrong codes were entered")
    String wrongCodesHeadline();

    @Message("Someone who knows your password, or is signed in as you, entered five wrong codes. None of them was"
            + " accepted.")
    String wrongCodesBody();

    @Message("Too many wrong codes")
    String secondStepLockedHeadline();

    @Message("Someone who knows your password entered too many wrong codes. The second step of your sign-in is locked"
            + " for a while. It unlocks automatically.")
    String secondStepLockedBody();

    @Message("A webhook was disabled")
    String webhookDisabledHeadline();

    @Message("The webhook {webhook} accepted no message for three days, or answered that it no longer exists. We"
            + " send it no further messages. Repair it, and set its status to active again.")
    String webhookDisabledBody(Object webhook);

    @Message("It belongs to the account {account}.")
    String webhookDisabledAccount(Object account);

    @Message("All users are being exported")
    String usersExportedHeadline();

    @Message("An export of all users has started, with their passwords and second factors, which are encrypted for the"
            + " owner of the key {key}. Started by: {caller}. If you do not expect this, delete the client that"
            + " started it and check the audit trail.")
    String usersExportedBody(Object key, Object caller);

    @Message("Single sign-on was linked")
    String ssoIdentityLinkedHeadline();

    @Message(
            "You can now also sign in through your organisation's identity provider. Anyone who controls it can sign in"
                    + " as you.")
    String ssoIdentityLinkedBody();

    @Message("Two-factor sign-in is required")
    String twoFactorRequiredHeadline();

    @Message("{account} requires all its members to use two-factor sign-in. Set it up before {date} (UTC). After that"
            + " you cannot sign in without it.")
    String twoFactorRequiredBody(Object account, Object date);

    @Message("Two-factor sign-in is required")
    String twoFactorRequiredNowHeadline();

    @Message("{account} requires all its members to use two-factor sign-in. You will be asked to set it up at your next"
            + " sign-in.")
    String twoFactorRequiredNowBody(Object account);

    @Message("Set up two-factor sign-in soon")
    String twoFactorReminderHeadline();

    @Message("{account} will require two-factor sign-in from {date} (UTC), and you have not set it up yet. Sign in and"
            + " set it up before then.")
    String twoFactorReminderBody(Object account, Object date);

    @Message("The rules for two-factor sign-in were relaxed")
    String twoFactorPolicyRelaxedHeadline();

    @Message("{who} relaxed the rules for two-factor sign-in in {account}. You get this mail because you own the"
            + " account.")
    String twoFactorPolicyRelaxedBody(Object account, Object who);

    @Message("Two-factor sign-in is no longer required")
    String twoFactorPolicyLiftedHeadline();

    @Message("{who} changed the rules of {account}. Its members can sign in without a second factor again. You get this"
            + " mail because you own the account.")
    String twoFactorPolicyLiftedBody(Object account, Object who);

    @Message("If you did not expect this, contact the person who made the change and check the events of the account.")
    String policyUnexpected();

    @Message("Support wants to reset your two-factor sign-in")
    String twoFactorResetRequestedHeadline();

    @Message("After an identity check, a support agent asked to remove your authenticator apps, passkeys, recovery"
            + " codes and paper key.")
    String twoFactorResetRequestedBody();

    @Message("Nothing has changed yet. A second agent must approve the reset first.")
    String twoFactorResetWaits();

    @Message("A second agent approved the reset. It takes effect on {after} (UTC).")
    String twoFactorResetApproved(Object after);

    @Message("If you did not ask for this, stop it here:")
    String twoFactorResetStop();

    @Message("Cancel the reset")
    String twoFactorResetCancel();

    @Message("If this was not you, also change your password and give your support team the reference.")
    String twoFactorResetNotYou();

    @Message("Your user will be erased")
    String erasureRequestedHeadline();

    @Message("On {date} (UTC) we will delete everything that we store about you. Until then you can sign in and cancel"
            + " the erasure.")
    String erasureRequestedBody(Object date);

    @Message("You are the last owner of {accounts}. What you own alone is erased with you, and so is every member who"
            + " belongs to no other account.")
    String erasureOfAccounts(Object accounts);

    @Message("Your user will not be erased")
    String erasureCancelledHeadline();

    @Message("The erasure of your user was cancelled. Nothing has changed.")
    String erasureCancelledBody();

    @Message("Your user was erased")
    String userErasedHeadline();

    @Message(
            "We have deleted everything that we stored about you. You can no longer sign in. This is the last mail that"
                    + " you get from us.")
    String userErasedBody();

    @Message("Your user is locked down")
    String lockedDownHeadline();

    @Message("You locked your user down, or reported with our link that another person is signed in as you. All your"
            + " sessions have ended, your devices are no longer recognised, and no password and no code signs you in."
            + " Only your support team can open your user again: contact them, and they will check who you are.")
    String lockedDownBody();

    @Message("Support has locked your user down")
    String lockedDownBySupportHeadline();

    @Message("Your support team has reason to think that another person uses your user. All your sessions have ended,"
            + " your devices are no longer recognised, and no password and no code signs you in. Contact your support"
            + " team and give them the reference below: they can see the reason, and will open your user again after"
            + " checking who you are.")
    String lockedDownBySupportBody();

    @Message("Your user is open again")
    String lockdownLiftedHeadline();

    @Message("Your support team has opened your user again. If you have a password, set a new one with the link in"
            + " another mail. Then sign in as before.")
    String lockdownLiftedBody();

    @Message("One of your devices is no longer trusted")
    String deviceCopiedHeadline();

    @Message("Someone signed in with your password and an old copy of the key that identifies one of your devices. We"
            + " no longer recognise that device, and asked for a code instead.")
    String deviceCopiedBody();

    @Message("One of your sessions was ended")
    String refreshTokenReusedHeadline();

    @Message("A key of that session was used a second time. This happens when someone has copied it. The session has"
            + " ended for everyone who holds the key. If you were signed out, sign in again.")
    String refreshTokenReusedBody();

    @Message("Sign-in from a new device")
    String newDeviceHeadline();

    @Message("Someone signed in as you on a device that we had not seen before. If this was you, you do not need to do"
            + " anything.")
    String newDeviceBody();

    @Message("If this was not you, stop it here. We will end that session and ask for a new password:")
    String newDeviceStop();

    @Message("If this was not you, stop it here. We will undo the change if we can, end your sessions and ask for a new"
            + " password:")
    String reportStop();

    @Message("This was not me")
    String reportAction();
}
