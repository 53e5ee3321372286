package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.sallyport.factors.otp.OtpauthUri;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QrCodeTest {

    private static final String DATA_URI = "data:image/png;base64,";
    private static final Pattern SIZE = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"");
    private static final Pattern MODULE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    private static ValidatableResponse qr(String token, String id, String accept) {
        return Api.as(token)
                .accept(accept)
                .get("/v1/me/authenticators/{id}/qr", id)
                .then();
    }

    @Test
    @DisplayName("[ENRL-07] [E2] [S1] PNG and SVG hold exactly the URI, and what is scanned makes the accepted code")
    void the_images_hold_the_uri() throws IOException, ReaderException {
        Person ada = people.signedIn();
        JsonPath pending = ceremonies.start(ada);
        String uri = pending.getString("otpauthUri");
        String id = pending.getString("id");

        String dataUri = pending.getString("qrCode");
        assertThat(dataUri).startsWith(DATA_URI);
        assertThat(scanPng(Base64.getDecoder().decode(dataUri.substring(DATA_URI.length()))))
                .isEqualTo(uri);
        assertThat(scanPng(qr(ada.accessToken, id, "image/png")
                        .statusCode(200)
                        .contentType("image/png")
                        .header("Cache-Control", "no-store")
                        .extract()
                        .asByteArray()))
                .isEqualTo(uri);
        assertThat(scanSvg(qr(ada.accessToken, id, "image/svg+xml").extract().asString()))
                .isEqualTo(uri);

        Matcher secret = Pattern.compile("[?&]secret=([A-Z2-7]+)").matcher(uri);
        assertThat(secret.find()).isTrue();
        ada.app = new TotpApp(secret.group(1));
        ceremonies.confirm(ada).statusCode(200);
    }

    @Test
    @DisplayName("[ENRL-08] The SVG cannot run anything: no script, no handler, its own type, nosniff and a policy")
    void the_svg_is_inert() {
        Person ada = people.signedIn();
        String id = ceremonies.start(ada).getString("id");

        String svg = qr(ada.accessToken, id, "image/svg+xml")
                .statusCode(200)
                .header("Content-Type", containsString("image/svg+xml"))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Cache-Control", "no-store")
                .extract()
                .asString();

        assertThat(svg)
                .startsWith("<svg ")
                .doesNotContainIgnoringCase("<script")
                .doesNotContainIgnoringCase("href")
                .doesNotContainIgnoringCase("otpauth")
                .doesNotContainPattern("(?i)\\son\\w+\\s*=")
                .doesNotContainPattern("(?i)<!(DOCTYPE|ENTITY)");
    }

    @Test
    @DisplayName("[ENRL-07] The image is chosen by Accept: SVG if any type is accepted, 406 if neither is")
    void accept_chooses_the_image() {
        Person ada = people.signedIn();
        String id = ceremonies.start(ada).getString("id");

        qr(ada.accessToken, id, "*/*").statusCode(200);
        qr(ada.accessToken, id, "image/png;q=0.9, image/svg+xml;q=0.5").contentType("image/png");
        qr(ada.accessToken, id, "image/png;q=0.1, image/svg+xml").header("Content-Type", containsString("svg"));
        refused(qr(ada.accessToken, id, "text/html"), 406, "not-acceptable");
    }

    @Test
    @DisplayName("[ENRL-06] No image is left after the confirmation, after ten minutes, and after another start")
    void the_image_is_only_for_the_pending() {
        Person ada = people.signedIn();
        String first = ceremonies.start(ada).getString("id");
        String second = ceremonies.start(ada).getString("id");
        refused(qr(ada.accessToken, first, "image/png"), 410, "gone");

        clock.advance(Duration.ofMinutes(10));
        ceremonies.proveAgain(ada);
        refused(qr(ada.accessToken, second, "image/png"), 410, "gone");

        String third = ceremonies.start(ada).getString("id");
        String token = ceremonies.confirm(ada).statusCode(200).extract().path("signIn.accessToken");
        for (String accept : new String[] {"image/png", "image/svg+xml", "*/*"}) {
            refused(qr(token, third, accept), 410, "gone");
        }
    }

    @Test
    @DisplayName("[ENRL-06] Another user's image is unknown, pending or not")
    void a_foreign_image_is_unknown() {
        Person ada = people.signedIn();
        Person mallory = people.signedIn();
        Person eve = people.enrolled();
        String id = ceremonies.start(ada).getString("id");

        for (String token : new String[] {mallory.accessToken, eve.accessToken}) {
            refused(qr(token, id, "image/png"), 404, "not-found");
            refused(qr(token, id, "image/svg+xml"), 404, "not-found");
        }
        refused(qr(mallory.accessToken, eve.authenticatorId, "image/png"), 404, "not-found");
        qr(ada.accessToken, id, "image/png").statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Größe & Söhne: Nord, jürgen müller@exämple.org",
        "Rocket 🚀 \"Ltd\" </svg><script>, o'neil+x@example.org",
        "日本語 日本語 日本語 日本語 日本語 日本語, ελληνικά ελληνικά ελληνικά ελληνικά@example.org"
    })
    @DisplayName("[E2] [ENRL-08] Both images hold the URI whatever the names are")
    void any_name_can_be_drawn(String issuer, String account) throws IOException, ReaderException {
        String uri = OtpauthUri.of(issuer, account, new byte[20]);
        QrCode image = new QrCode(uri);

        assertThat(scanPng(image.png())).isEqualTo(uri);
        assertThat(scanSvg(image.svg())).isEqualTo(uri);
        assertThat(image.svg()).doesNotContain("script");
    }

    private static String scanPng(byte[] png) throws IOException, ReaderException {
        return scan(ImageIO.read(new ByteArrayInputStream(png)));
    }

    /** Draws the dark modules of the one path, ten pixels each. */
    private static String scanSvg(String svg) throws ReaderException {
        Matcher size = SIZE.matcher(svg);
        assertThat(size.find()).isTrue();
        int width = Integer.parseInt(size.group(1)) * 10;
        BufferedImage image = new BufferedImage(width, width, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, width, width);
        canvas.setColor(Color.BLACK);
        Matcher module = MODULE.matcher(svg);
        while (module.find()) {
            canvas.fillRect(Integer.parseInt(module.group(1)) * 10, Integer.parseInt(module.group(2)) * 10, 10, 10);
        }
        return scan(image);
    }

    private static String scan(BufferedImage image) throws ReaderException {
        // What comes out of a file and not out of a camera is read without a search, which now and then misleads.
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image))),
                        Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }
}
