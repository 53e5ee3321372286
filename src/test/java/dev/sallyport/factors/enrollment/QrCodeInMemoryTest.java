package dev.sallyport.factors.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QrCodeInMemoryTest {

    @Test
    @DisplayName("[ENRL-06] the image of a secret is made without a file, so that it is never on a disk")
    void no_file(@TempDir Path folder) throws IOException {
        Path deleted = Files.createDirectory(folder.resolve("deleted"));
        File before = ImageIO.getCacheDirectory();
        ImageIO.setCacheDirectory(deleted.toFile());
        try {
            Files.delete(deleted);
            assertThat(new QrCode("otpauth://totp/x?secret=ABC").png()).isNotEmpty();
        } finally {
            ImageIO.setCacheDirectory(before);
        }
    }
}
