package dev.sallyport.mailing.mailpage;

import dev.sallyport.base.language.Language;
import dev.sallyport.security.crypto.Digest;
import io.quarkus.qute.Engine;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.util.Base64;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Draws the page behind a link. It changes nothing by being opened, as mail scanners do: the button posts the token to
 * the page's own address, and the page reads the token from the fragment and takes it out of the address bar.
 */
@Singleton
public class LinkPages {

    /** As the mails look that lead here. */
    private static final String STYLE = """
            body{margin:0;padding:3rem 1rem;background:#f4f5f7;color:#1c2330;font:16px/1.5 system-ui,sans-serif}
            main{max-width:26rem;margin:0 auto;padding:2rem;border-radius:12px;background:#fff}
            h1{margin:0 0 1rem;font-size:1.25rem;line-height:1.3}
            p,label{display:block;margin:0 0 1rem}
            p[hidden]{display:none}
            input{box-sizing:border-box;width:100%;padding:.75rem;border:1px solid #8a94a6;border-radius:8px;font:inherit}
            button{padding:.75rem 1.25rem;border:0;border-radius:8px;background:#1d4ed8;color:#fff;font:inherit;font-weight:600}
            button:disabled{opacity:.6}
            output{display:block;margin-top:1rem}
            @media(prefers-color-scheme:dark){body{background:#11151c;color:#e8ebf0}main{background:#1c222c}
            input{background:#11151c;color:inherit}}
            """;

    private static final String SCRIPT = """
            const token = location.hash.slice(1);
            const form = document.querySelector('form');
            const said = document.querySelector('output');
            const say = name => { said.textContent = said.dataset[name]; };
            history.replaceState(null, '', location.pathname);
            form.hidden = token === '';
            if (token === '') {
              say('openAgain');
            }
            form.addEventListener('submit', async event => {
              event.preventDefault();
              const button = form.querySelector('button');
              button.disabled = true;
              const answer = await fetch(location.pathname, {
                method: 'POST',
                headers: {'Content-Type': 'application/json'},
                body: JSON.stringify({token, ...Object.fromEntries(new FormData(form))})
              }).catch(() => ({ok: false}));
              button.disabled = answer.ok;
              form.hidden = answer.ok;
              document.querySelector('p').hidden = answer.ok;
              if (answer.ok) {
                say('done');
              } else {
                say('failed');
                const problem = answer.json ? await answer.json().catch(() => ({})) : {};
                said.textContent = problem.title ? problem.title : said.textContent;
              }
            });
            """;

    /** Allows only this script and style, so that injected code does not run. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src " + hash(SCRIPT)
            + "; style-src " + hash(STYLE)
            + "; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Engine templates;

    LinkPages(Engine templates) {
        this.templates = templates;
    }

    /** The page, with the policy that it may run under. */
    public RestResponse<String> answer(LinkPage page, Language language) {
        return RestResponse.ResponseBuilder.ok(html(page, language))
                .header("Content-Type", "text/html;charset=UTF-8")
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .build();
    }

    private String html(LinkPage page, Language language) {
        return templates
                .getTemplate("page/link.html")
                .data("page", page.text())
                .data("language", language.tag())
                .data("asksForPassword", page.asksForPassword())
                .data("style", STYLE)
                .data("script", SCRIPT)
                .setAttribute(TemplateInstance.LOCALE, language.locale())
                .render();
    }

    private static String hash(String source) {
        return "'sha256-" + Base64.getEncoder().encodeToString(Digest.sha256(source)) + "'";
    }
}
