package dev.sallyport.verification;

import dev.sallyport.account.Users;
import dev.sallyport.caller.Origin;
import dev.sallyport.device.DeviceState;
import dev.sallyport.device.Devices;
import dev.sallyport.device.KnownDevice;
import dev.sallyport.device.NewDevice;
import dev.sallyport.device.Trust;
import dev.sallyport.mail.MailKind;
import dev.sallyport.mail.Notices;
import dev.sallyport.policy.DeviceTrust;
import dev.sallyport.policy.Policies;
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
            tell(challenge, device, origin, now);
        }
        return device;
    }

    /** After a second factor only if the user asks for it, and no account of theirs is against it. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<NewDevice> afterSecondFactor(OpenChallenge challenge, VerifyRequest request, Origin origin, Instant now) {
        if (!Boolean.TRUE.equals(request.trustDevice())) {
            return Optional.empty();
        }
        DeviceTrust allowance = policies.of(challenge.user().id()).deviceTrust();
        if (!allowance.allowed()) {
            return Optional.empty();
        }
        String name = name(challenge, request.deviceName());
        NewDevice device = devices.trust(
                challenge.deviceOwner(),
                new Trust(name, replaced(challenge), Optional.of(allowance.lifetime()), true),
                origin,
                now);
        tell(challenge, device, origin, now);
        return Optional.of(device);
    }

    private static String name(OpenChallenge challenge, String name) {
        return name == null ? challenge.deviceName() : name;
    }

    private static Optional<UUID> replaced(OpenChallenge challenge) {
        return challenge.device().map(KnownDevice::id);
    }

    private void tell(OpenChallenge challenge, NewDevice device, Origin origin, Instant now) {
        Map<String, String> more = Map.of(Notices.DEVICE, device.id().toString());
        notices.tell(challenge.told(origin), MailKind.NEW_DEVICE, more, now);
    }
}
