package dev.sallyport.support;

import dev.sallyport.crypto.Digest;
import java.util.Base64;

/**
 * The page behind the link in the mail. It changes nothing by being opened, as mail scanners do: the button posts the
 * token, which the page reads from the fragment and takes out of the address bar.
 */
final class CancelPage {

    private static final String STYLE = "body{margin:3rem auto;max-width:30rem;padding:0 1rem;"
            + "font:16px/1.5 system-ui,sans-serif;color-scheme:light dark}button{font:inherit;padding:.5rem 1rem}";

    private static final String SCRIPT = """
            const token = location.hash.slice(1);
            const button = document.querySelector('button');
            const said = document.querySelector('output');
            history.replaceState(null, '', location.pathname);
            button.hidden = token === '';
            said.textContent = token === '' ? 'Open the link in the mail once more.' : '';
            button.addEventListener('click', async () => {
              button.disabled = true;
              const answer = await fetch(location.pathname, {
                method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({token})
              }).catch(() => ({ok: false}));
              button.disabled = answer.ok;
              said.textContent = answer.ok
                ? 'If the reset was still waiting, it is cancelled now. Change your password if you did not ask for it.'
                : 'That did not work. Try again.';
            });
            """;

    static final String HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Cancel the reset</title>
            <style>%s</style>
            </head>
            <body>
            <h1>Cancel the reset</h1>
            <p>Support was asked to remove your authenticator apps, recovery codes and paper key.</p>
            <p>If you did not ask for this, cancel it. Nothing is removed then.</p>
            <p><button type="button">Cancel the reset</button></p>
            <p><output></output></p>
            <script>%s</script>
            </body>
            </html>
            """.formatted(STYLE, SCRIPT);

    /** Lets this very script and style run, and nothing that somebody might inject. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src " + hash(SCRIPT) + "; style-src "
            + hash(STYLE) + "; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private CancelPage() {}

    private static String hash(String source) {
        return "'sha256-" + Base64.getEncoder().encodeToString(Digest.sha256(source)) + "'";
    }
}
