package dev.sallyport.accounts.breach;

import dev.sallyport.base.network.BoundedDownload;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A list that another server has, which learns the first five digits of a hash and nothing else of the password: some
 * thousand hashes begin with them, and all of these are its answer (k-anonymity). The server pads its response, so that
 * its length reveals nothing.
 */
final class BreachMirror implements BreachCorpus {

    /** How many digits the server learns. */
    static final int PREFIX = 5;

    /** A user waits for the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Ten times what a padded answer has. */
    private static final int MAX_BYTES = 1024 * 1024;

    private final BoundedDownload downloads = new BoundedDownload("breached passwords", PATIENCE, MAX_BYTES);
    private final String address;

    /** @param address to which the five digits are appended */
    BreachMirror(String address) {
        this.address = address;
    }

    @Override
    public boolean contains(String hash) throws IOException {
        String rest = hash.substring(PREFIX);
        return downloads
                .read(URI.create(address + hash.substring(0, PREFIX)), Map.of("Add-Padding", "true"))
                .lines()
                .anyMatch(line -> HashLine.isOf(line, rest));
    }
}
