package dev.sallyport.mailing.mailpage;

import dev.sallyport.base.language.Language;
import dev.sallyport.mailing.brand.Brands;
import dev.sallyport.security.crypto.Digest;
import io.quarkus.qute.Engine;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Draws the page behind a link. It changes nothing by being opened, as mail scanners do: the button posts the token to
 * the page's own address, and the page reads the token from the fragment and takes it out of the address bar.
 */
@Singleton
public class LinkPages {

    /** As the reference pages look; this page stands alone, since those may be turned off. */
    private static final String STYLE = """
            :root{color-scheme:light dark;--canvas:light-dark(#f5f7f6,#0d1211);--surface:light-dark(#fff,#151b1a);
            --line:light-dark(#dfe4e3,#2a3231);--line-strong:light-dark(#7f8b89,#6d7a78);--text:light-dark(#13201e,#e8eeec);
            --soft:light-dark(#53615f,#a3b0ad);--accent:light-dark(#0b665d,#62cbbb);--on:light-dark(#fff,#05201c);
            --strong:light-dark(#074e47,#86dccf);--note:light-dark(#f3f5f4,#101615)}
            *{box-sizing:border-box}
            body{margin:0;padding:clamp(1rem,8vh,4.5rem) 1rem;background:var(--canvas);color:var(--text);
            font:.9375rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Arial,sans-serif}
            header{display:flex;justify-content:center;align-items:center;gap:.5rem;min-height:2.75rem;margin-block-end:1.25rem;
            font-size:1.0625rem;font-weight:640;letter-spacing:-.015em}
            svg{width:1.75rem;height:1.75rem;fill:var(--accent);stroke:var(--accent)}
            main{display:grid;grid-template-columns:minmax(0,1fr);gap:1.25rem;max-width:25.5rem;margin:0 auto;
            padding:2rem;border:1px solid var(--line);border-radius:.875rem;background:var(--surface);box-shadow:0 8px 24px rgb(0 0 0/7%)}
            h1{margin:0;font-size:1.375rem;line-height:1.25;font-weight:650;letter-spacing:-.018em;text-wrap:balance}
            p{margin:0;color:var(--soft)}
            form{display:grid;gap:1rem}
            label{display:grid;gap:.5rem;font-weight:550}
            input{width:100%;min-height:2.75rem;padding:.5rem .75rem;border:1px solid var(--line-strong);border-radius:.5rem;
            background:var(--surface);color:inherit;font:inherit;font-size:1rem;font-weight:400}
            label:has([type=checkbox]){grid-template-columns:auto minmax(0,1fr);align-items:start;font-weight:400}
            [type=checkbox]{width:1.25rem;min-height:1.25rem;margin:.125rem 0 0;accent-color:var(--accent)}
            button{min-height:2.75rem;padding:.5rem 1rem;border:0;border-radius:.5rem;background:var(--accent);color:var(--on);
            font:inherit;font-weight:560;cursor:pointer}
            button:hover{background:var(--strong)}
            button:disabled{opacity:.62;cursor:default}
            :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
            output:not(:empty),noscript p{padding:.75rem 1rem;border:1px solid var(--line);border-radius:.5rem;
            background:var(--note);color:var(--text)}
            output.failed{border-color:light-dark(#f3c6c1,#5c2923);background:light-dark(#fdeeec,#371815);
            color:light-dark(#b42318,#ff9a90)}
            output:empty{position:absolute}
            [hidden]{display:none}
            @media(max-width:30rem){main{padding:1.5rem 1.25rem}}
            """;

    private static final String SCRIPT = """
            const token = location.hash.slice(1);
            const form = document.querySelector('form');
            const said = document.querySelector('output');
            const say = name => { said.textContent = said.dataset[name]; said.className = name; };
            history.replaceState(null, '', location.pathname);
            form.hidden = token === '';
            if (token === '') {
              say('openAgain');
            }
            form.addEventListener('submit', async event => {
              event.preventDefault();
              const button = form.querySelector('button');
              button.disabled = true;
              const given = [...form.querySelectorAll('input')]
                .map(field => [field.name, field.type === 'checkbox' ? field.checked : field.value]);
              const answer = await fetch(location.pathname, {
                method: 'POST',
                headers: {'Content-Type': 'application/json'},
                body: JSON.stringify({token, ...Object.fromEntries(given)})
              }).catch(() => ({ok: false}));
              button.disabled = answer.ok;
              form.hidden = answer.ok || answer.status === 410;
              document.querySelector('p').hidden = form.hidden;
              if (answer.ok) {
                say(form.querySelector('input:checked') ? 'locked' : 'done');
              } else {
                say('failed');
                const problem = answer.json ? await answer.json().catch(() => ({})) : {};
                said.textContent = problem.detail ?? problem.title ?? said.textContent;
              }
            });
            """;

    /** Allows only this script and style, so that injected code does not run. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src " + hash(SCRIPT)
            + "; style-src " + hash(STYLE)
            + "; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Engine templates;
    private final Optional<String> brandName;

    LinkPages(Engine templates, Brands brands) {
        this.templates = templates;
        this.brandName = Optional.ofNullable(brands.ofService().name());
    }

    /** The page, with the policy that it may run under. */
    public RestResponse<String> answer(LinkPage page, Language language) {
        return RestResponse.ResponseBuilder.ok(html(page, language, brandName))
                .header("Content-Type", "text/html;charset=UTF-8")
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .build();
    }

    /** The page under the name of the service's brand, or of this service where none was chosen. */
    String html(LinkPage page, Language language, Optional<String> name) {
        return templates
                .getTemplate("page/link.html")
                .data("page", page.text())
                .data("brandName", name.orElse(null))
                .data("language", language.tag())
                .data("asksForPassword", page.asksForPassword())
                .data("offersLockdown", page.offersLockdown())
                .data("style", STYLE)
                .data("script", SCRIPT)
                .setAttribute(TemplateInstance.LOCALE, language.locale())
                .render();
    }

    private static String hash(String source) {
        return "'sha256-" + Base64.getEncoder().encodeToString(Digest.sha256(source)) + "'";
    }
}
