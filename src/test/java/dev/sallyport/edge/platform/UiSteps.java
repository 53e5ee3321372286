package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Browser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Screen;
import dev.sallyport.testing.TotpApp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a user does on the reference pages, in English. */
final class UiSteps {

    /** ZBar, a reader of QR codes that is not of the library that makes them. */
    static final Path SCANNER = Path.of("/usr/bin/zbarimg");

    static final String HOME = "Authentication";
    static final String PASSKEY = "Passkey Fingerprint, face, screen lock or a security key. Nothing to type.";

    private static final String APP = "Authenticator app An app on your phone shows a new code every 30 seconds.";
    private static final Pattern SECRET = Pattern.compile("[?&]secret=([A-Z2-7]+)");

    private final Browser browser;
    private final Screen screen;

    UiSteps(Browser browser, Screen screen) {
        this.browser = browser;
        this.screen = screen;
    }

    /** Fills in the first form. */
    void password(String email) throws Exception {
        screen.see("Sign in");
        screen.type("Email", email);
        screen.type("Password", People.PASSWORD);
    }

    void beginSetUp() throws Exception {
        screen.press("Turn on");
        beginApp();
    }

    /** Chooses the app, as after a reload of any later step. */
    void beginApp() throws Exception {
        screen.see("Set up two-factor sign-in");
        screen.press(APP);
        screen.see("Scan this code");
    }

    /** The app that has scanned what is on the screen. */
    TotpApp scan(Path image) throws Exception {
        browser.await("document.querySelector('img[src^=\"data:image/png\"]')?.complete");
        browser.screenshot(image);
        Matcher secret = SECRET.matcher(read(image));
        assertThat(secret.find()).isTrue();
        return new TotpApp(secret.group(1));
    }

    private static String read(Path image) throws IOException {
        Process scanner = new ProcessBuilder(SCANNER.toString(), "--quiet", "--raw", image.toString()).start();
        return new String(scanner.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    void keepPaperKey() throws Exception {
        screen.see("Keep your paper key");
        screen.press("checkbox", "I keep this key in a safe place");
    }

    void keepCodes() throws Exception {
        screen.see("Save your recovery codes");
        screen.press("checkbox", "I saved these codes");
        screen.press("Done");
        screen.see("All set");
        screen.press("Done");
        screen.see(HOME);
    }
}
