package dev.sallyport.accounts.breach;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A list in one file: a hash in each line, in ascending order, as the downloader of Pwned Passwords writes it. It has
 * tens of gigabytes, so it is searched where it lies; a search reads some thirty blocks.
 */
final class BreachFile implements BreachCorpus {

    /** As much as is read at a time, which holds many lines. */
    private static final int BLOCK = 4096;

    /** A hash, a count and an end of line are shorter. */
    private static final int LONGEST_LINE = 128;

    private final Path file;

    BreachFile(Path file) {
        this.file = file;
    }

    @Override
    public boolean contains(String hash) throws IOException {
        try (FileChannel list = FileChannel.open(file)) {
            long low = 0;
            long high = list.size();
            // If the hash is in the list, its line begins at low or after it, and before high.
            while (high - low > BLOCK) {
                long middle = low + (high - low) / 2;
                String text = read(list, middle, 2 * LONGEST_LINE);
                int next = text.indexOf('\n') + 1;
                if (next == 0) {
                    throw new IOException("The list has a line that is no hash");
                }
                if (text.substring(next).toUpperCase(Locale.ROOT).compareTo(hash) <= 0) {
                    low = middle + next;
                } else {
                    high = middle + next;
                }
            }
            return read(list, low, (int) (high - low) + LONGEST_LINE)
                    .lines()
                    .anyMatch(line -> HashLine.isOf(line, hash));
        }
    }

    private static String read(FileChannel list, long from, int length) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(length);
        while (block.hasRemaining() && list.read(block, from + block.position()) > 0) {
            // a read may bring less than there is
        }
        return new String(block.array(), 0, block.position(), StandardCharsets.US_ASCII);
    }
}
