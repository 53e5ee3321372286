package dev.sallyport.testing;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What every operation asks of its caller, written down once more: code and table have to say the same. */
public final class Levels {

    private static final JsonNode CONTRACT = PublishedContract.document();

    /** Every operation of the contract, in the order of their ids. A new one goes in here; its level is a decision. */
    public static final Map<String, Level> TABLE = Map.ofEntries(
            entry("acceptInvitation", Level.ANYBODY),
            entry("addIdentityProvider", Level.CLIENT),
            entry("approveReset", Level.RECENT),
            entry("beginPasskeyRegistration", Level.RECENT),
            entry("cancelErasure", Level.RECENT),
            entry("cancelImport", Level.CLIENT),
            entry("cancelReset", Level.RECENT),
            entry("cancelResetByLink", Level.ANYBODY),
            entry("changeEmail", Level.RECENT),
            entry("changePassword", Level.RECENT),
            entry("confirmEmail", Level.RECENT),
            entry("confirmEnrollment", Level.RECENT),
            entry("createAccount", Level.CLIENT),
            entry("createChallenge", Level.CLIENT),
            entry("createClient", Level.CLIENT),
            entry("createUser", Level.RECENT),
            entry("deleteClient", Level.CLIENT),
            entry(
                    "disableTwoFactor",
                    Level.anySession("the password always, and a code where the session is not recent")),
            entry("eraseAccount", Level.CLIENT),
            entry("eraseUser", Level.CLIENT),
            entry("findProvisionedAccounts", Level.CLIENT),
            entry("findProvisionedUsers", Level.CLIENT),
            entry("findSupportUser", Level.RECENT),
            entry("forgotPassword", Level.ANYBODY),
            entry("forwardAuth", Level.READING),
            entry("getChallenge", Level.ANYBODY),
            entry("getEnrollmentQrCode", Level.RECENT),
            entry("getAccount", Level.READING),
            entry("getErasure", Level.READING),
            entry("getJwks", Level.ANYBODY),
            entry("getMe", Level.READING),
            entry("getOpenIdMetadata", Level.ANYBODY),
            entry("getRecoveryCodes", Level.READING),
            entry("getReset", Level.RECENT),
            entry("listResets", Level.RECENT),
            entry("getServerMetadata", Level.ANYBODY),
            entry("getSession", Level.READING),
            entry("getTwoFactor", Level.READING),
            entry("getAndroidApps", Level.ANYBODY),
            entry("getAppleApps", Level.ANYBODY),
            entry("getPasskeySignInOptions", Level.ANYBODY),
            entry("getPasskeyStepUpOptions", Level.anySession("what answers them takes a proof")),
            entry("getRelatedOrigins", Level.ANYBODY),
            entry("getProvisionedUser", Level.CLIENT),
            entry("getTwoFactorPolicy", Level.RECENT),
            entry("exportUsers", Level.CLIENT),
            entry("getImport", Level.CLIENT),
            entry("getImportKey", Level.CLIENT),
            entry("importUsers", Level.CLIENT),
            entry("issueAccessCode", Level.RECENT),
            entry("introspectToken", Level.CLIENT),
            entry("issueToken", Level.ANYBODY),
            entry("liftLockdown", Level.RECENT),
            entry("linkIdentity", Level.RECENT),
            entry("lockDown", Level.RECENT),
            entry("lockDownUser", Level.RECENT),
            entry("exportSealedEvents", Level.READING),
            entry("listAccountEvents", Level.READING),
            entry("listClients", Level.CLIENT),
            entry("listDevices", Level.READING),
            entry("listIdentities", Level.READING),
            entry("listIdentityProviders", Level.CLIENT),
            entry("listImportFailures", Level.CLIENT),
            entry("listMyEvents", Level.READING),
            entry("listRevocations", Level.CLIENT),
            entry("listAuditSeals", Level.CLIENT),
            entry("listAuditSealKeys", Level.CLIENT),
            entry("createWebhook", Level.CLIENT),
            entry("listWebhooks", Level.CLIENT),
            entry("updateWebhook", Level.CLIENT),
            entry("deleteWebhook", Level.CLIENT),
            entry("rotateWebhookSecret", Level.CLIENT),
            entry("testWebhook", Level.CLIENT),
            entry("getWebhook", Level.CLIENT),
            entry("listWebhookDeliveries", Level.CLIENT),
            entry("redeliverWebhook", Level.CLIENT),
            entry("createAccountWebhook", Level.RECENT),
            entry("listAccountWebhooks", Level.RECENT),
            entry("getAccountWebhook", Level.RECENT),
            entry("updateAccountWebhook", Level.RECENT),
            entry("deleteAccountWebhook", Level.RECENT),
            entry("rotateAccountWebhookSecret", Level.RECENT),
            entry("testAccountWebhook", Level.RECENT),
            entry("listAccountWebhookDeliveries", Level.RECENT),
            entry("redeliverAccountWebhook", Level.RECENT),
            entry("listSessions", Level.READING),
            entry("listSigningKeys", Level.CLIENT),
            entry("listSupportUserDevices", Level.RECENT),
            entry("listTwoFactorCompliance", Level.RECENT),
            entry("listUsers", Level.READING),
            entry("previewTwoFactorPolicy", Level.RECENT),
            entry("regeneratePaperKey", Level.RECENT),
            entry("regenerateRecoveryCodes", Level.RECENT),
            entry("registerPasskey", Level.RECENT),
            entry("removeAuthenticator", Level.RECENT),
            entry("removeIdentityProvider", Level.CLIENT),
            entry("removeSigningKey", Level.CLIENT),
            entry("removeUser", Level.RECENT),
            entry("renameAuthenticator", Level.anySession("a name opens nothing")),
            entry("renameDevice", Level.anySession("a name opens nothing")),
            entry("replaceTwoFactorPolicy", Level.RECENT),
            entry("replaceUserRoles", Level.CLIENT),
            entry("requireNewPassword", Level.CLIENT),
            entry("requireNewPasswords", Level.RECENT),
            entry("reportActivity", Level.ANYBODY),
            entry("requestErasure", Level.RECENT),
            entry("resendEmailCode", Level.ANYBODY),
            entry("resetPassword", Level.ANYBODY),
            entry("resetTwoFactor", Level.RECENT),
            entry("resetTwoFactorOfMember", Level.RECENT),
            entry("revokeDevice", Level.anySession("it only takes trust away")),
            entry("revokeDevices", Level.anySession("it only takes trust away")),
            entry("revokeMemberSessions", Level.RECENT),
            entry("revokeOtherSessions", Level.RECENT),
            entry("revokeSession", Level.RECENT),
            entry("revokeSupportUserDevice", Level.RECENT),
            entry("revokeSupportUserDevices", Level.RECENT),
            entry("revokeToken", Level.ANYBODY),
            entry("rotateClientSecret", Level.CLIENT),
            entry("rotateSigningKey", Level.CLIENT),
            entry("sendStepUpCode", Level.anySession("it sends a code to the owner's mailbox, and opens nothing")),
            entry("showCancelPage", Level.ANYBODY),
            entry("showInvitationPage", Level.ANYBODY),
            entry("showReportPage", Level.ANYBODY),
            entry("showResetPage", Level.ANYBODY),
            entry("signIn", Level.ANYBODY),
            entry("signInWithPasskey", Level.ANYBODY),
            entry("signInWithSso", Level.ANYBODY),
            entry("signOut", Level.anySession("it takes away what the caller holds, and nothing else")),
            entry("startEnrollment", Level.RECENT),
            entry("stepUp", Level.anySession("it is what makes a session recent, and takes a proof")),
            entry("unlinkIdentity", Level.RECENT),
            entry("unlockUser", Level.RECENT),
            entry("updateAccount", Level.RECENT),
            entry("updateClient", Level.CLIENT),
            entry("updateMe", Level.anySession("the language of one's mails opens nothing")),
            entry("updateUser", Level.RECENT),
            entry("verifySignIn", Level.ANYBODY),
            entry("verifyTotp", Level.CLIENT));

    private static final String ADVICE =
            "RECENT, and @RecentAuthentication on the method, for whatever changes factors,"
                    + " codes, passwords, roles, members or policy; else READING for a GET, or Level.anySession(\"why not\")";

    private Levels() {}

    /**
     * What an operation asks.
     *
     * @param why for a change that a session of any age may make: what makes up for it
     */
    public record Level(String name, String why) {

        /** No credential. */
        public static final Level ANYBODY = new Level("ANYBODY", null);

        /** A backend's credential, and no user's. */
        public static final Level CLIENT = new Level("CLIENT", null);

        /** A session of any age, and nothing is changed. */
        public static final Level READING = new Level("READING", null);

        /** A session proved within ten minutes, and with a second factor where the user has one. */
        public static final Level RECENT = new Level("RECENT", null);

        public static Level anySession(String why) {
            return new Level("ANY_SESSION", why);
        }
    }

    /** What is wrong between the table and the annotations of these resources, and what to do about it. */
    public static List<String> mistakes(Stream<Class<?>> resources) {
        return resources
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> httpMethod(method).isPresent())
                .flatMap(method -> mistake(method).stream())
                .toList();
    }

    private static Optional<String> mistake(Method method) {
        String operation =
                "'%s' (%s.%s)".formatted(id(method), method.getDeclaringClass().getSimpleName(), method.getName());
        Level level = TABLE.get(id(method));
        if (level == null) {
            return Optional.of("%s has no entry in Levels.TABLE. By its annotations it is %s; it should be %s"
                    .formatted(operation, declared(method), ADVICE));
        }
        return level.name().equals(declared(method))
                ? Optional.empty()
                : Optional.of("%s is %s in Levels.TABLE, and by its annotations %s; it should be %s"
                        .formatted(operation, level.name(), declared(method), ADVICE));
    }

    /** What the annotations say, by the names of the levels. */
    private static String declared(Method method) {
        if (method.isAnnotationPresent(PermitAll.class)) {
            return Level.ANYBODY.name();
        }
        RolesAllowed roles = annotation(method, RolesAllowed.class).orElse(null);
        if (roles == null) {
            return "nothing";
        }
        if (Stream.of(roles.value()).allMatch(role -> role.startsWith("client:") || role.equals(Roles.SIGN_UP))) {
            return Level.CLIENT.name();
        }
        if (annotation(method, RecentAuthentication.class).isPresent()) {
            return Level.RECENT.name();
        }
        return method.isAnnotationPresent(GET.class)
                ? Level.READING.name()
                : Level.anySession("").name();
    }

    /** The id in the published contract, or else the name of the method. */
    public static String id(Method method) {
        String id = CONTRACT.path("paths")
                .path(path(method.getDeclaringClass()) + path(method))
                .path(httpMethod(method).orElseThrow().toLowerCase(Locale.ROOT))
                .path("operationId")
                .asText();
        return id.isEmpty() ? method.getName() : id;
    }

    private static String path(AnnotatedElement element) {
        return element.isAnnotationPresent(Path.class)
                ? element.getAnnotation(Path.class).value()
                : "";
    }

    private static Optional<String> httpMethod(Method method) {
        return Stream.of(method.getAnnotations())
                .map(each -> each.annotationType().getAnnotation(HttpMethod.class))
                .filter(each -> each != null)
                .map(HttpMethod::value)
                .findFirst();
    }

    private static <A extends Annotation> Optional<A> annotation(Method method, Class<A> type) {
        return Optional.ofNullable(method.getAnnotation(type))
                .or(() -> Optional.ofNullable(method.getDeclaringClass().getAnnotation(type)));
    }
}
