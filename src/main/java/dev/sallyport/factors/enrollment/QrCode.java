package dev.sallyport.factors.enrollment;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A QR code as SVG and as PNG, from ZXing's matrix. */
final class QrCode {

    static final String SVG = "image/svg+xml";
    static final String PNG = "image/png";

    private static final int PIXELS_PER_MODULE = 6;

    /** The palette of an image with one bit a pixel. */
    private static final int BLACK = 0;

    private static final int WHITE = 1;

    /** A quiet zone of four modules, as ISO/IEC 18004 asks for. */
    private static final Map<EncodeHintType, Object> HINTS =
            Map.of(EncodeHintType.MARGIN, 4, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M);

    private final BitMatrix modules;

    QrCode(String text) {
        try {
            modules = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, HINTS);
        } catch (WriterException e) {
            // Without the cause: its message may quote the text, and with it the secret.
            throw new IllegalStateException("The otpauth URI does not fit into a QR code");
        }
    }

    String svg() {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                if (modules.get(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/><path d=\"%s\"/></svg>")
                .formatted(modules.getWidth(), modules.getHeight(), path);
    }

    byte[] png() {
        int size = modules.getWidth() * PIXELS_PER_MODULE;
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY);
        // The raster takes a row of palette indexes at once; a color for each pixel would be looked up in the palette.
        int[] row = new int[size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                row[x] = modules.get(x / PIXELS_PER_MODULE, y / PIXELS_PER_MODULE) ? BLACK : WHITE;
            }
            image.getRaster().setPixels(0, y, size, 1, row);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        // By itself it would go through a temporary file, where the secret has no place, and which cannot be made on a
        // read-only disk or while the process stops.
        try (ImageOutputStream memory = new MemoryCacheImageOutputStream(png)) {
            ImageIO.write(image, "png", memory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
