package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.factors.factor.SecondFactorThrottle;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DocumentedLimitsTest {

    private static final ThrottleConfig DEFAULTS = new SmallRyeConfigBuilder()
            .withMapping(ThrottleConfig.class)
            .build()
            .getConfigMapping(ThrottleConfig.class);

    @Test
    @DisplayName("[THRT-09] the table of limits in the documents says what is configured")
    void the_documents_say_what_is_configured() throws IOException {
        Map<String, Integer> limits = new LinkedHashMap<>();
        limits.put("wrong codes for a challenge, a set-up or a change of email", triesOfOne());
        limits.put("wrong codes of a user in a row, for any purpose", SecondFactorThrottle.MAX_BEFORE_LOCK);
        limits.put(
                "wrong codes of a user in a row, until the app is no longer accepted and email codes require a new password",
                SecondFactorThrottle.MAX_CONSECUTIVE);
        limits.put(
                "wrong passwords for an email, known or not, in `SALLYPORT_THROTTLE_LOCK`",
                PasswordThrottle.MAX_ATTEMPTS);
        limits.put(
                "sign-ins after them for an email from one network address, in the same time", BlindAttempt.MAX_TRIES);
        limits.put(
                "wrong passwords with a right second proof after them for an email in a day", BlindGuesses.MAX_PROVEN);
        limits.put(
                "wrong secrets of a client from one network address in the same time"
                        + " (`SALLYPORT_THROTTLE_CLIENT_SECRETS`)",
                DEFAULTS.clientSecrets());
        limits.put("sign-ins a minute (`SALLYPORT_THROTTLE_SIGN_INS_PER_MINUTE`)", DEFAULTS.signInsPerMinute());
        limits.put("sign-ins an hour", DEFAULTS.signInsPerMinute() * AddressThrottle.HOURLY);
        limits.put("mails with codes and links an hour (`SALLYPORT_THROTTLE_MAILS_PER_HOUR`)", DEFAULTS.mailsPerHour());
        limits.put(
                "requests an hour without a credential whose answer is kept for retries",
                DEFAULTS.signInsPerMinute() * AddressThrottle.HOURLY * AddressThrottle.KEYS_OF_SIGN_IN);
        limits.put("new accounts an hour (`SALLYPORT_THROTTLE_SIGN_UPS_PER_HOUR`)", DEFAULTS.signUpsPerHour());
        limits.put("codes mailed to a user in an hour", constant("factors.email.MailAllowance.AN_HOUR"));
        limits.put("codes mailed to a user in a day", constant("factors.email.MailAllowance.A_DAY"));
        limits.put(
                "links to a new password for a user in an hour", constant("accounts.password.PasswordResets.AN_HOUR"));
        limits.put("links to a new password for a user in a day", constant("accounts.password.PasswordResets.A_DAY"));
        limits.put(
                "new passwords required of the members of an account in a day",
                constant("selfservice.passwordchange.PasswordChangeAllowance.A_DAY"));
        limits.put(
                "sign-outs of a member by the owners and admins of an account in a day",
                constant("sessions.session.MemberSignOutAllowance.A_DAY"));
        limits.put(
                "policies that end the sessions of the members of an account in a day",
                constant("policies.policy.ClearingAllowance.A_DAY"));
        limits.put(
                "new recovery codes and paper keys of a user in an hour",
                constant("factors.recovery.RenewalAllowance.AN_HOUR"));
        limits.put(
                "mails in a day about one passkey that may have been copied",
                constant("factors.passkey.CopyNoticeAllowance.A_DAY"));
        limits.put("invitations of an account in an hour", constant("selfservice.member.InvitationAllowance.AN_HOUR"));
        limits.put(
                "mails to one address about invitations by the owners and admins of an account in an hour",
                constant("selfservice.member.InvitationAllowance.MAILS_AN_HOUR"));
        limits.put("the same in a day", constant("selfservice.member.InvitationAllowance.MAILS_A_DAY"));
        limits.put(
                "erasures that a user asks for in a day",
                constant("selfservice.erasure.ErasureRequestAllowance.A_DAY"));
        limits.put(
                "messages to webhooks that the owners and admins of an account ask for in an hour",
                constant("trail.webhook.MessageAllowance.AN_HOUR"));
        limits.put(
                "resets, access codes and lockdowns by an agent, or resets by an owner or admin, in an hour",
                constant("support.agent.ResetAllowance.BY_AGENT"));
        limits.put(
                "resets and access codes of a user in a day, by agents and by an account",
                constant("support.agent.ResetAllowance.OF_USER"));

        assertThat(documented()).containsExactlyEntriesOf(limits);
    }

    private static Map<String, Integer> documented() throws IOException {
        Map<String, Integer> limits = new LinkedHashMap<>();
        Files.readString(Path.of("src/site/markdown/security.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("| limited |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|"))
                .forEach(cells -> limits.put(cells[1].strip(), Integer.valueOf(cells[2].strip())));
        return limits;
    }

    private static int triesOfOne() {
        List<Integer> tries = List.of(
                constant("signin.verification.Challenge.MAX_FAILURES"),
                constant("factors.totp.TotpBinding.MAX_FAILURES"),
                constant("selfservice.emailchange.EmailChange.MAX_FAILURES"));
        assertThat(tries).containsOnly(tries.get(0));
        return tries.get(0);
    }

    /** A number that its package keeps to itself. */
    private static int constant(String name) {
        int dot = name.lastIndexOf('.');
        try {
            Field field =
                    Class.forName("dev.sallyport." + name.substring(0, dot)).getDeclaredField(name.substring(dot + 1));
            field.setAccessible(true);
            return field.getInt(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name, e);
        }
    }
}
