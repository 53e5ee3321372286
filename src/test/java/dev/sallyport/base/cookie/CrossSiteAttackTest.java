package dev.sallyport.base.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.testing.Browser;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A user's own page and a page of another site, in one real browser that holds the user's cookies. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@EnabledIf("hasBrowser")
class CrossSiteAttackTest {

    /** Tries all that a page can do to another site, and tells what it could read. */
    private static final String ATTACK = """
            <!doctype html><meta charset=utf-8><iframe name=sink></iframe><script>
            const refresh = 'SERVICE/oauth2/token', signOut = 'SERVICE/v1/sign-out', signIn = 'SERVICE/v1/sign-in';
            const form = 'application/x-www-form-urlencoded', grant = 'grant_type=refresh_token';
            window.read = []; window.ran = [];
            function tell(what, promise) {
              return promise.then(answer => answer.type === 'opaque' || read.push(what), () => {});
            }
            function post(url, type, body, more) {
              return fetch(url, {method: 'POST', credentials: 'include', body, headers: {'Content-Type': type}, ...more});
            }
            function load(tag, url) {
              return new Promise(done => {
                const element = document.createElement(tag);
                element.onload = () => { ran.push(tag + ' ' + url); done(); };
                element.onerror = () => done();
                element.src = url;
                document.body.append(element);
              });
            }
            async function attack() {
              await tell('simple refresh', post(refresh, form, grant));
              await tell('blind refresh', post(refresh, form, grant, {mode: 'no-cors'}));
              await tell('refresh with the header', post(refresh, form, grant,
                  {headers: {'Content-Type': form, 'Sallyport-Cookies': '1'}}));
              await tell('sign-out with the header', post(signOut, form, '', {headers: {'Sallyport-Cookies': '1'}}));
              await tell('blind sign-in', post(signIn, 'text/plain', '{"email":"x","password":"x"}', {mode: 'no-cors'}));
              await tell('sign-in', post(signIn, 'application/json', '{"email":"x","password":"x"}'));
              for (const path of ['/v1/session', '/v1/me', '/.well-known/jwks.json', '/q/openapi?format=json']) {
                await load('script', 'SERVICE' + path);
                await load('img', 'SERVICE' + path);
              }
              const posted = document.createElement('form');
              posted.method = 'post'; posted.action = refresh; posted.target = 'sink';
              posted.innerHTML = '<input name=grant_type value=refresh_token>';
              document.body.append(posted);
              const sink = document.querySelector('iframe');
              await new Promise(done => { sink.onload = done; posted.submit(); });
              window.done = true;
            }
            attack();
            </script>
            """;

    @TestHTTPResource
    URL service;

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @TempDir
    Path profile;

    static boolean hasBrowser() {
        return Files.isExecutable(Browser.CHROMIUM);
    }

    @Test
    @DisplayName(
            "[WEB-03] [WEB-05] in a browser a page lives by its cookies, and one of another site gets nothing by them")
    void a_page_of_another_site() throws Exception {
        Person ada = people.newcomer();
        String own = "http://localhost:" + service.getPort();
        HttpServer evil = serve(ATTACK.replace("SERVICE", own));
        try (Browser browser = Browser.open(profile, "en")) {
            browser.open(own + "/v1/report");
            String credentials = "{email: '%s', password: '%s'}".formatted(ada.email, People.PASSWORD);
            String challenge = post(browser, "/v1/sign-in", "JSON.stringify(" + credentials + ")", "challengeToken");
            post(
                    browser,
                    "/v1/sign-in/verify",
                    "JSON.stringify({challengeToken: '%s', method: 'email_code', code: '%s'})"
                            .formatted(challenge, mailbox.awaitCode(ada.email, 1)),
                    "accessToken");
            assertThat(browser.text("document.cookie")).isEmpty();
            post(browser, "/oauth2/token", "new URLSearchParams({grant_type: 'refresh_token'})", "access_token");
            assertThat(generation(ada)).isEqualTo(1);

            browser.open("http://127.0.0.1:" + evil.getAddress().getPort() + "/");
            browser.await("window.done === true");
            assertThat(browser.text("JSON.stringify([read, ran])")).isEqualTo("[[],[]]");
            assertThat(generation(ada)).isEqualTo(1);
            assertThat(rows.sessionsOf(ada)).isEqualTo(1);

            browser.open(own + "/v1/report");
            post(browser, "/oauth2/token", "new URLSearchParams({grant_type: 'refresh_token'})", "access_token");
            assertThat(generation(ada)).isEqualTo(2);
        } finally {
            evil.stop(0);
        }
    }

    /** What a page's own script gets for a request that asks for cookies. */
    private static String post(Browser browser, String path, String body, String member) throws Exception {
        String type = body.startsWith("JSON") ? "'Content-Type': 'application/json', " : "";
        browser.text("""
                window.answer = undefined;
                fetch('%s', {method: 'POST', headers: {%s'Sallyport-Cookies': '1'}, body: %s})
                  .then(answer => answer.json()).then(json => { window.answer = json; });
                'sent'
                """.formatted(path, type, body));
        browser.await("window.answer !== undefined");
        assertThat(browser.text("JSON.stringify(answer)"))
                .contains("\"" + member + "\"")
                .doesNotContain("sp_rt_", "sp_dt_");
        return browser.text("answer." + member);
    }

    private int generation(Person person) {
        return rows.number("select generation from session where user_id = ?::uuid", person.userId);
    }

    private static HttpServer serve(String page) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
