package dev.sallyport.testing;

import java.util.Map;
import java.util.Set;

/** What a read-only replica answers. A new operation that reads goes into one of the two. */
public final class ReadOnlyOperations {

    /** By the ids of the contract. */
    public static final Set<String> ANSWERED = Set.of(
            "findProvisionedAccounts",
            "findProvisionedUsers",
            "forwardAuth",
            "getAndroidApps",
            "getAppleApps",
            "getAccount",
            "getErasure",
            "getImport",
            "listImportFailures",
            "getImportKey",
            "getJwks",
            "getMe",
            "getOpenIdMetadata",
            "getProvisionedUser",
            "getRecoveryCodes",
            "getReset",
            "listResets",
            "getRelatedOrigins",
            "getServerMetadata",
            "getSession",
            "getTwoFactor",
            "getTwoFactorPolicy",
            "introspectToken",
            "listAccountEvents",
            "listAuditSealKeys",
            "listAuditSeals",
            "listClients",
            "listDevices",
            "listIdentities",
            "listIdentityProviders",
            "listMyEvents",
            "listRevocations",
            "listSessions",
            "listSigningKeys",
            "listTwoFactorCompliance",
            "listUsers",
            "listWebhookDeliveries",
            "listWebhooks",
            "getWebhook",
            "getAccountWebhook",
            "listAccountWebhookDeliveries",
            "listAccountWebhooks");

    private static final String RECORDED = "it is recorded in the audit trail";
    private static final String STEP = "it is a step of a set-up, and locks it";
    private static final String FORM = "its form could not be sent";

    /** Methods that a GET asks for and that are refused all the same, and why. */
    public static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("AccountEventsResource.export", RECORDED),
            Map.entry("SealedEventsResource.export", RECORDED),
            Map.entry("ComplianceResource.export", RECORDED),
            Map.entry("ExportResource.exportUsers", RECORDED),
            Map.entry("SupportResource.find", RECORDED),
            Map.entry("SupportDeviceResource.list", RECORDED),
            Map.entry("EnrollmentResource.qrAsPng", STEP),
            Map.entry("EnrollmentResource.qrAsSvg", STEP),
            Map.entry("CancelResource.page", FORM),
            Map.entry("InvitationResource.page", FORM),
            Map.entry("PasswordResetResource.page", FORM),
            Map.entry("ReportResource.page", FORM));

    private ReadOnlyOperations() {}
}
