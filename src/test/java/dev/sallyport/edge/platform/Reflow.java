package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.testing.Browser;

/** Whether a page fits a screen of 320 CSS pixels (WCAG 2.2, 1.4.10), read from the left and from the right. */
final class Reflow {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What reaches over the edge, if the page can be scrolled sideways, and codes that are not written from the left.
     */
    private static final String FAULTS = "(() => { const width = document.documentElement.clientWidth;"
            + " const all = [...document.querySelectorAll('#app *, dialog *')];"
            + " const wide = document.scrollingElement.scrollWidth > width ? all.filter(one =>"
            + " one.children.length === 0 && !one.closest('.desk-nav') && one.getBoundingClientRect().width > 0"
            + " && (one.getBoundingClientRect().right > width + 1 || one.getBoundingClientRect().left < -1)) : [];"
            + " const turned = all.filter(one => one.matches('.key, .codes, .input-code, .input-key, [type=email]')"
            + " && getComputedStyle(one).direction !== 'ltr');"
            + " return [...wide, ...turned].map(one => one.outerHTML.slice(0, 200)); })()";

    private Reflow() {}

    static void assertFits(Browser browser, String page) throws Exception {
        browser.command(
                "Emulation.setDeviceMetricsOverride",
                JSON.createObjectNode()
                        .put("width", 320)
                        .put("height", 640)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", true));
        for (String direction : new String[] {"rtl", "ltr"}) {
            browser.run("document.documentElement.dir = '" + direction + "'");
            assertThat(browser.run(FAULTS).toPrettyString())
                    .as(page + ", " + direction)
                    .isEqualTo("[ ]");
        }
        browser.command("Emulation.clearDeviceMetricsOverride", JSON.createObjectNode());
    }
}
