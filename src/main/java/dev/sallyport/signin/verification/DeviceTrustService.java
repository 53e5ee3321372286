package dev.sallyport.signin.verification;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.policies.policy.DeviceTrust;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.security.assurance.FactorRole;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.device.DeviceState;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.device.NewDevice;
import dev.sallyport.sessions.device.TrustGrant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Trusts the device on which a correct code was just entered, and notifies its owner. */
@ApplicationScoped
class DeviceTrustService {

    private final Devices devices;
    private final Users users;
    private final Policies policies;
    private final Notices notices;

    DeviceTrustService(Devices devices, Users users, Policies policies, Notices notices) {
        this.devices = devices;
        this.users = users;
        this.policies = policies;
        this.notices = notices;
    }

    /**
     * The recognized device. A device that replaced the second factor is revoked when an account no longer allows that,
     * or not for so long; allowing it again does not restore the device.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<DeviceTokenHandle> keepOrRevoke(SignInSubject subject, Instant now) {
        boolean stoodIn =
                subject.device().found().filter(DeviceState::skipsSecondFactor).isPresent();
        if (!stoodIn || subject.deviceSkipsSecondFactor(now)) {
            return subject.device().recognized();
        }
        subject.device()
                .recognized()
                .ifPresent(device -> devices.end(device.id(), subject.user().id(), now));
        return Optional.empty();
    }

    /** After an email code the device is always trusted. There is no mail if the code is what verifies the address. */
    @Transactional(Transactional.TxType.MANDATORY)
    NewDevice afterEmailCode(OpenChallenge challenge, @Nullable String name, ClientContext context, Instant now) {
        boolean first = users.markEmailVerified(challenge.user().id(), now);
        NewDevice device = devices.trust(recognition(challenge, name).replacing(replaced(challenge)), context, now);
        if (!first) {
            notifyUser(challenge.recipient(context), device, now);
        }
        return device;
    }

    /**
     * After a second factor. The device is trusted to skip it next time only if the user asks for that and every
     * account allows it; otherwise a new device becomes recognized, which skips nothing.
     *
     * @return the device that is new or newly trusted; empty if the recognized one stays unchanged
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<NewDevice> afterSecondFactor(
            OpenChallenge challenge, VerifyRequest request, ClientContext context, Instant now) {
        Optional<DeviceTrust> allowance = Optional.of(request)
                .filter(asked -> Boolean.TRUE.equals(asked.trustDevice()))
                .map(asked -> policies.of(challenge.user().id(), now).deviceTrust())
                .filter(DeviceTrust::allowed);
        return allowance.isPresent()
                ? Optional.of(trusted(challenge, request, allowance.get(), context, now))
                : recognized(challenge, request, context, now);
    }

    private NewDevice trusted(
            OpenChallenge challenge, VerifyRequest request, DeviceTrust allowance, ClientContext context, Instant now) {
        TrustGrant trust = recognition(challenge, request.deviceName())
                .replacing(replaced(challenge))
                .insteadOfSecondFactor(allowance.lifetime());
        NewDevice device = devices.trust(trust, context, now);
        notifyUser(challenge.recipient(context), device, now);
        return device;
    }

    /** A recovery code has just ended every device, and its own mail reports the sign-in. */
    private Optional<NewDevice> recognized(
            OpenChallenge challenge, VerifyRequest request, ClientContext context, Instant now) {
        boolean byRecoveryCode = request.method().role() == FactorRole.BACKUP;
        if (challenge.device().isPresent() && !byRecoveryCode) {
            return Optional.empty();
        }
        NewDevice device = devices.trust(recognition(challenge, request.deviceName()), context, now);
        if (!byRecoveryCode) {
            notifyUser(challenge.recipient(context), device, now);
        }
        return Optional.of(device);
    }

    /**
     * An exempt identity provider or a passkey has signed the user in alone.
     *
     * @param first whether the user has never signed in before: then there is no mail
     */
    @Transactional(Transactional.TxType.MANDATORY)
    NewDevice afterSingleStep(SignInSubject subject, boolean first, ClientContext context, Instant now) {
        TrustGrant trust = TrustGrant.recognition(
                subject.user().id(), subject.user().epoch(), subject.device().name());
        NewDevice device = devices.trust(trust, context, now);
        if (!first) {
            notifyUser(subject.recipient(context), device, now);
        }
        return device;
    }

    private static TrustGrant recognition(OpenChallenge challenge, @Nullable String name) {
        return TrustGrant.recognition(
                challenge.user().id(), challenge.user().epoch(), name == null ? challenge.deviceName() : name);
    }

    private static Optional<DeviceId> replaced(OpenChallenge challenge) {
        return challenge.device().map(DeviceTokenHandle::id);
    }

    private void notifyUser(NoticeRecipient owner, NewDevice device, Instant now) {
        Map<String, String> more = Map.of(Notices.SUBJECT, device.id().toString());
        notices.notifyUser(owner, MailKind.NEW_DEVICE, more, now);
    }
}
