package dev.sallyport.edge.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.testing.Browser;

/** The virtual authenticators of a browser, whose owners agree to everything. */
final class VirtualAuthenticators {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Browser browser;

    VirtualAuthenticators(Browser browser) throws Exception {
        this.browser = browser;
        // A browser asks for a passkey only in a window that has the focus.
        browser.command(
                "Emulation.setFocusEmulationEnabled", JSON.createObjectNode().put("enabled", true));
        browser.command("WebAuthn.enable", JSON.createObjectNode());
    }

    /** Lets scripts of a test run in the pages of the service, which allow none or only their own. */
    VirtualAuthenticators withoutPolicies() throws Exception {
        browser.command("Page.setBypassCSP", JSON.createObjectNode().put("enabled", true));
        return this;
    }

    /** What an authenticator is like. */
    record Kind(String transport, boolean resident, boolean verifiesUser) {

        /** As in a phone or a laptop. */
        static final Kind PLATFORM = new Kind("internal", true, true);

        /** As on a key ring, without a PIN. */
        static final Kind ROAMING = new Kind("usb", false, false);
    }

    /** Plugs in an authenticator, and returns its id. */
    String plugIn(Kind kind) throws Exception {
        ObjectNode parameters = JSON.createObjectNode();
        parameters
                .putObject("options")
                .put("protocol", "ctap2")
                .put("transport", kind.transport())
                .put("hasResidentKey", kind.resident())
                .put("hasUserVerification", kind.verifiesUser())
                .put("isUserVerified", kind.verifiesUser())
                .put("automaticPresenceSimulation", true);
        return browser.command("WebAuthn.addVirtualAuthenticator", parameters)
                .path("authenticatorId")
                .asText();
    }

    void unplug(String authenticator) throws Exception {
        browser.command("WebAuthn.removeVirtualAuthenticator", of(authenticator));
    }

    /** The credentials on an authenticator, with their private keys. */
    JsonNode credentials(String authenticator) throws Exception {
        return browser.command("WebAuthn.getCredentials", of(authenticator)).path("credentials");
    }

    /** Puts a copy of a credential onto an authenticator, whose counter is this. */
    void copy(JsonNode credential, String authenticator, int signCount) throws Exception {
        ObjectNode copy = credential.deepCopy();
        ObjectNode parameters = of(authenticator);
        parameters.set("credential", copy.put("signCount", signCount));
        browser.command("WebAuthn.addCredential", parameters);
    }

    private static ObjectNode of(String authenticator) {
        return JSON.createObjectNode().put("authenticatorId", authenticator);
    }
}
