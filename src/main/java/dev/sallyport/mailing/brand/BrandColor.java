package dev.sallyport.mailing.brand;

import java.util.regex.Pattern;

/** A color that is used behind white text, and for text on white. */
public final class BrandColor {

    /** Of six hexadecimal digits. */
    public static final String FORM = "#[0-9A-Fa-f]{6}";

    /** Contrast of text and background at least (WCAG 2.2, success criterion 1.4.3, level AA). */
    public static final double LEAST_CONTRAST = 4.5;

    private static final Pattern PATTERN = Pattern.compile(FORM);

    private static final int RED = 16;
    private static final int GREEN = 8;
    private static final int HEX = 16;
    private static final double MOST = 255;

    private BrandColor() {}

    /**
     * The contrast with white, from 1 for white to 21 for black.
     *
     * @param color as {@link #FORM}
     */
    public static double contrastWithWhite(String color) {
        int rgb = Integer.parseInt(color.substring(1), HEX);
        double luminance =
                0.2126 * linear(rgb >> RED & 0xFF) + 0.7152 * linear(rgb >> GREEN & 0xFF) + 0.0722 * linear(rgb & 0xFF);
        return 1.05 / (luminance + 0.05);
    }

    /** Whether white text can be read on it. */
    public static boolean isReadable(String color) {
        return PATTERN.matcher(color).matches() && contrastWithWhite(color) >= LEAST_CONTRAST;
    }

    /** The share of a channel of sRGB in the light. */
    private static double linear(int channel) {
        double share = channel / MOST;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
