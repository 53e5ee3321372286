package dev.sallyport.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A page as its user has it: what is on it is found by the role and the name that assistive technology announces, and
 * used with keys and clicks.
 */
public final class Screen {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Browser browser;

    public Screen(Browser browser) {
        this.browser = browser;
    }

    /** Waits until something with this role and name is there. */
    public void see(String role, String name) throws Exception {
        await(role, name);
    }

    /** Waits until a heading is there: each page has one, and it says where the user is. */
    public void see(String heading) throws Exception {
        await("heading", heading);
    }

    /** Types over what is in a field. */
    public void type(String field, String text) throws Exception {
        on(await("textbox", field), "function() { this.focus(); this.select(); }");
        browser.command("Input.insertText", JSON.createObjectNode().put("text", text));
    }

    public void press(String button) throws Exception {
        press("button", button);
    }

    /** Presses something, once it can be pressed. */
    public void press(String role, String name) throws Exception {
        String pressed = "function() { const can = this.isConnected && this.getAttribute('aria-disabled') !== 'true';"
                + " if (can) this.click(); return can; }";
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!on(await(role, name), pressed).asBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It cannot be pressed: " + name);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** Presses twice, faster than any answer comes. */
    public void pressTwice(String button) throws Exception {
        on(await("button", button), "function() { this.click(); this.click(); }");
    }

    /** The text within something. */
    public String text(String role, String name) throws Exception {
        return on(await(role, name), "function() { return this.innerText; }").asText();
    }

    /** Whether something is there now. */
    public boolean has(String role, String name) throws Exception {
        return find(role, name).isPresent();
    }

    private String await(String role, String name) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<String> found = find(role, name);
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("There is no %s \"%s\" in: %s; complaints: %s"
                        .formatted(role, name, browser.text("document.body.innerText"), browser.complaints()));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** The id of the object in the page's own world. */
    private Optional<String> find(String role, String name) throws Exception {
        JsonNode document =
                browser.command("Runtime.evaluate", JSON.createObjectNode().put("expression", "document"));
        ObjectNode query = JSON.createObjectNode()
                .put("objectId", document.at("/result/objectId").asText())
                .put("role", role)
                .put("accessibleName", name);
        for (JsonNode node : browser.command("Accessibility.queryAXTree", query).path("nodes")) {
            if (!node.path("ignored").asBoolean()) {
                ObjectNode resolve = JSON.createObjectNode()
                        .put("backendNodeId", node.path("backendDOMNodeId").asInt());
                return Optional.of(browser.command("DOM.resolveNode", resolve)
                        .at("/object/objectId")
                        .asText());
            }
        }
        return Optional.empty();
    }

    private JsonNode on(String object, String function) throws Exception {
        JsonNode answer = browser.command(
                "Runtime.callFunctionOn",
                JSON.createObjectNode()
                        .put("objectId", object)
                        .put("functionDeclaration", function)
                        .put("userGesture", true)
                        .put("returnByValue", true));
        return answer.at("/result/value");
    }
}
