package dev.sallyport.mailing.mail;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * What mails say, in English; the other languages are in {@code messages/mail_*.properties}. A notice has a headline and
 * a body, each named after its {@link MailKind}.
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

    @Message("It is time to make new ones.")
    String codesLow();

    @Message("Reference: {reference}")
    String reference(Object reference);

    @Message("If this was not you, change your password now and ask for help.")
    String notYou();

    @Message("The link works once, until {until} (UTC).")
    String linkUntil(Object until);

    @Message("Set a new password")
    String passwordResetHeadline();

    @Message("Somebody asked for a new password for your sign-in. If that was you, set it here:")
    String passwordResetBody();

    @Message("Set a new password")
    String passwordResetAction();

    @Message("If this was not you, ignore this mail. Nothing has changed.")
    String passwordResetOtherwise();

    @Message("Your password was changed")
    String passwordChangedHeadline();

    @Message("The former password does not work any more. Your other sessions have ended, and no device is"
            + " recognised any more.")
    String passwordChangedBody();

    @Message("Account: {account}")
    String account(Object account);

    @Message("You are invited")
    String invitationHeadline();

    @Message("You are invited to join an account. Set a password of your own here to accept:")
    String invitationBody();

    @Message("Set a password and accept")
    String invitationAction();

    @Message("If you do not know what this is about, ignore this mail. Nothing happens then.")
    String invitationOtherwise();

    @Message("You are invited to one more account")
    String invitationOfUserHeadline();

    @Message("You are invited to join one more account. Accept here; you sign in as before:")
    String invitationOfUserBody();

    @Message("Accept the invitation")
    String invitationOfUserAction();

    @Message("If you do not know what this is about, ignore this mail. Nothing happens then.")
    String invitationOfUserOtherwise();

    @Message("Confirm your new email address")
    String emailChangeHeadline();

    @Message("Somebody wants to sign in with this email address from now on. If this is you, enter this code:")
    String emailChangeBody();

    @Message("If this was not you, ignore this mail. Without the code nothing changes.")
    String emailChangeNotYou();

    @Message("Your email address was changed")
    String emailChangedHeadline();

    @Message("Another email address is the one to sign in with now; we do not write to this one any more. Your other"
            + " sessions have ended, and no device is recognised any more.")
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

    @Message("If this was not you, somebody knows your password: change it now.")
    String emailCodeNotYou();

    @Message("Two-factor sign-in is on")
    String twoFactorEnabledHeadline();

    @Message("From now on you need a code from your authenticator app to sign in. Keep your recovery codes"
            + " and your paper key where you will find them when the phone is gone.")
    String twoFactorEnabledBody();

    @Message("An authenticator app was added")
    String authenticatorAddedHeadline();

    @Message("Codes from one more authenticator app can now be used to sign in as you.")
    String authenticatorAddedBody();

    @Message("Your authenticator app was replaced")
    String authenticatorReplacedHeadline();

    @Message("Codes from the former authenticator app do not work any more. Your recovery codes and your"
            + " paper key stay as they are.")
    String authenticatorReplacedBody();

    @Message("An authenticator app was removed")
    String authenticatorRemovedHeadline();

    @Message("Codes from one of your authenticator apps do not work any more.")
    String authenticatorRemovedBody();

    @Message("Two-factor sign-in is off")
    String twoFactorDisabledHeadline();

    @Message("Your authenticator apps, recovery codes and paper key do not work any more. On devices we do"
            + " not know, signing in takes a code sent to this address.")
    String twoFactorDisabledBody();

    @Message("Support has reset your two-factor sign-in")
    String twoFactorResetHeadline();

    @Message("After a check of your identity, a support agent has removed your authenticator apps, recovery"
            + " codes and paper key. All sessions have ended. Sign in and set two-factor sign-in up again. If"
            + " you did not ask for this, object: tell your support team and name the reference below; they"
            + " see who did it and why.")
    String twoFactorResetBody();

    @Message("You have new recovery codes")
    String recoveryCodesRegeneratedHeadline();

    @Message("The former recovery codes do not work any more. Keep the new ones where you will find them"
            + " when the phone is gone.")
    String recoveryCodesRegeneratedBody();

    @Message("A recovery code was used")
    String recoveryCodeUsedHeadline();

    @Message("Somebody has signed in as you with a recovery code, which does not work any more.")
    String recoveryCodeUsedBody();

    @Message("Your paper key was used")
    String paperKeyUsedHeadline();

    @Message("Somebody has signed in as you with your paper key. Your authenticator apps and recovery codes"
            + " are gone and all other sessions have ended: set two-factor sign-in up again.")
    String paperKeyUsedBody();

    @Message("You have a new paper key")
    String paperKeyRenewedHeadline();

    @Message("The former paper key does not work any more. Keep the new one in a safe place.")
    String paperKeyRenewedBody();

    @Message("Wrong passwords were entered for your email address")
    String wrongPasswordsHeadline();

    @Message("At least ten wrong passwords were entered for your email address in a short time. None of them was"
            + " accepted. You can still sign in: while this lasts, the sign-in asks for a code as well. A password that"
            + " you use nowhere else, and two-factor sign-in, protect you. If you have forgotten your password, set a new"
            + " one.")
    String wrongPasswordsBody();

    @Message("Wrong codes were entered")
    String wrongCodesHeadline();

    @Message("Somebody who knows your password or is signed in as you has entered five wrong codes. None of"
            + " them was accepted.")
    String wrongCodesBody();

    @Message("Too many wrong codes")
    String secondStepLockedHeadline();

    @Message("Somebody who knows your password has entered too many wrong codes. The second step of your"
            + " sign-in is closed for a while and opens again by itself.")
    String secondStepLockedBody();

    @Message("Single sign-on was linked")
    String ssoIdentityLinkedHeadline();

    @Message(
            "From now on you can also sign in by your organisation's identity provider. Whoever controls it can sign in"
                    + " as you.")
    String ssoIdentityLinkedBody();

    @Message("Two-factor sign-in is required")
    String twoFactorRequiredHeadline();

    @Message("{account} requires two-factor sign-in of everybody. Set it up with an authenticator app before {date}"
            + " (UTC): from then on you cannot sign in without it.")
    String twoFactorRequiredBody(Object account, Object date);

    @Message("Two-factor sign-in is required")
    String twoFactorRequiredNowHeadline();

    @Message("{account} requires two-factor sign-in of everybody. At your next sign-in you will be asked to set it up"
            + " with an authenticator app.")
    String twoFactorRequiredNowBody(Object account);

    @Message("Set up two-factor sign-in soon")
    String twoFactorReminderHeadline();

    @Message("From {date} (UTC) on, {account} requires two-factor sign-in, and you have not set it up yet. Sign in and"
            + " set it up with an authenticator app before then.")
    String twoFactorReminderBody(Object account, Object date);

    @Message("The rules for two-factor sign-in were relaxed")
    String twoFactorPolicyRelaxedHeadline();

    @Message("{who} has relaxed the rules for two-factor sign-in in {account}. You get this mail because you own the"
            + " account.")
    String twoFactorPolicyRelaxedBody(Object account, Object who);

    @Message("Two-factor sign-in is no longer required")
    String twoFactorPolicyLiftedHeadline();

    @Message("{who} has changed the rules of {account}: its members can sign in without a second factor again. You get"
            + " this mail because you own the account.")
    String twoFactorPolicyLiftedBody(Object account, Object who);

    @Message("If you did not expect this, ask who made the change, and look at the events of the account.")
    String policyUnexpected();

    @Message("Support wants to reset your two-factor sign-in")
    String twoFactorResetRequestedHeadline();

    @Message("A support agent asks to remove your authenticator apps, recovery codes and paper key, after a"
            + " check of your identity.")
    String twoFactorResetRequestedBody();

    @Message("Nothing has changed yet: a second agent must approve it first.")
    String twoFactorResetWaits();

    @Message("A second agent has approved it. It will be done on {after} (UTC).")
    String twoFactorResetApproved(Object after);

    @Message("If you did not ask for this, stop it here:")
    String twoFactorResetStop();

    @Message("Cancel the reset")
    String twoFactorResetCancel();

    @Message("If this was not you, change your password too, and tell your support team the reference.")
    String twoFactorResetNotYou();

    @Message("A device of yours is not trusted any more")
    String deviceCopiedHeadline();

    @Message("Somebody has signed in with your password and an old copy of the key by which we recognise one "
            + "of your devices. We do not recognise that device any more, and have asked for a code instead.")
    String deviceCopiedBody();

    @Message("A session of yours was ended")
    String refreshTokenReusedHeadline();

    @Message("A key of that session that had already been used up was shown again, as happens when somebody has made"
            + " a copy of it. The session is over for everybody who holds the key. If you were signed out, sign in"
            + " again.")
    String refreshTokenReusedBody();

    @Message("Sign-in from a new device")
    String newDeviceHeadline();

    @Message("Your account was used to sign in on a device that we had not seen before. If this was you, there "
            + "is nothing to do.")
    String newDeviceBody();

    @Message("If it was not you, stop it here. We end that sign-in and ask for a new password:")
    String newDeviceStop();

    @Message(
            "If this was not you, stop it here. We undo it where we can, end your sessions and ask for a new password:")
    String reportStop();

    @Message("This was not me")
    String reportAction();
}
