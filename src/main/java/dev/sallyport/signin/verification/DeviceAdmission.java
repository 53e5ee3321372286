package dev.sallyport.signin.verification;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.Told;
import dev.sallyport.policies.policy.DeviceTrust;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.security.assurance.FactorRole;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.sessions.device.DeviceOwner;
import dev.sallyport.sessions.device.DeviceState;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.device.KnownDevice;
import dev.sallyport.sessions.device.NewDevice;
import dev.sallyport.sessions.device.Trust;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Trusts the device on which a code was just right, and tells its owner. */
@ApplicationScoped
class DeviceAdmission {

    private final Devices devices;
    private final Users users;
    private final Policies policies;
    private final Notices notices;

    DeviceAdmission(Devices devices, Users users, Policies policies, Notices notices) {
        this.devices = devices;
        this.users = users;
        this.policies = policies;
        this.notices = notices;
    }

    /**
     * The recognised device. One that stood in for the second factor ends when an account does not allow that any more, or
     * not for so long: allowing it again brings no device back.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<KnownDevice> stillTrusted(SignInSubject subject, ShownDevice shown, Instant now) {
        boolean stoodIn =
                subject.device().filter(DeviceState::skipsSecondFactor).isPresent();
        if (!stoodIn || subject.deviceSkipsSecondFactor(now)) {
            return shown.recognised();
        }
        shown.recognised()
                .ifPresent(device -> devices.end(device.id(), subject.user().id(), now));
        return Optional.empty();
    }

    /** After an email code the device is trusted in any case. The very first one of a user is no news to anybody. */
    @Transactional(Transactional.TxType.MANDATORY)
    NewDevice afterEmailCode(OpenChallenge challenge, String name, Origin origin, Instant now) {
        boolean first = users.markEmailVerified(challenge.user().id(), now);
        NewDevice device = devices.trust(
                challenge.deviceOwner(),
                new Trust(name(challenge, name), replaced(challenge), Optional.empty(), false),
                origin,
                now);
        if (!first) {
            tell(challenge.told(origin), device, now);
        }
        return device;
    }

    /**
     * After a second factor. The device is trusted to skip it next time only if the user asks for that and every account
     * allows it; otherwise a device that was not recognised is recognised from now on, which skips nothing.
     *
     * @return the device that is new or newly trusted; empty where the recognised one goes on as it is
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<NewDevice> afterSecondFactor(OpenChallenge challenge, VerifyRequest request, Origin origin, Instant now) {
        Optional<DeviceTrust> allowance = Optional.of(request)
                .filter(asked -> Boolean.TRUE.equals(asked.trustDevice()))
                .map(asked -> policies.of(challenge.user().id()).deviceTrust())
                .filter(DeviceTrust::allowed);
        return allowance.isPresent()
                ? Optional.of(trusted(challenge, request, allowance.get(), origin, now))
                : recognised(challenge, request, origin, now);
    }

    private NewDevice trusted(
            OpenChallenge challenge, VerifyRequest request, DeviceTrust allowance, Origin origin, Instant now) {
        String name = name(challenge, request.deviceName());
        NewDevice device = devices.trust(
                challenge.deviceOwner(),
                new Trust(name, replaced(challenge), Optional.of(allowance.lifetime()), true),
                origin,
                now);
        tell(challenge.told(origin), device, now);
        return device;
    }

    /** A recovery code has just ended every device, and its own mail tells of the sign-in. */
    private Optional<NewDevice> recognised(OpenChallenge challenge, VerifyRequest request, Origin origin, Instant now) {
        boolean byRecoveryCode = request.method().role() == FactorRole.BACKUP;
        if (challenge.device().isPresent() && !byRecoveryCode) {
            return Optional.empty();
        }
        Trust trust = recognition(name(challenge, request.deviceName()));
        NewDevice device = devices.trust(challenge.deviceOwner(), trust, origin, now);
        if (!byRecoveryCode) {
            tell(challenge.told(origin), device, now);
        }
        return Optional.of(device);
    }

    /** After an identity provider's word that is all a sign-in needs. The very first sign-in of a user is no news. */
    @Transactional(Transactional.TxType.MANDATORY)
    NewDevice afterSso(SignInSubject subject, ShownDevice shown, boolean first, Origin origin, Instant now) {
        DeviceOwner owner = new DeviceOwner(subject.user().id(), subject.user().epoch());
        NewDevice device = devices.trust(owner, recognition(shown.name()), origin, now);
        if (!first) {
            tell(subject.told(origin), device, now);
        }
        return device;
    }

    private static Trust recognition(String name) {
        return new Trust(name, Optional.empty(), Optional.empty(), false);
    }

    private static String name(OpenChallenge challenge, String name) {
        return name == null ? challenge.deviceName() : name;
    }

    private static Optional<UUID> replaced(OpenChallenge challenge) {
        return challenge.device().map(KnownDevice::id);
    }

    private void tell(Told owner, NewDevice device, Instant now) {
        Map<String, String> more = Map.of(Notices.SUBJECT, device.id().toString());
        notices.tell(owner, MailKind.NEW_DEVICE, more, now);
    }
}
