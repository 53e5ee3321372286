package dev.sallyport.accounts.breach;

/** A line of a list: a hash, or the end of one, and how often the password was found. */
final class HashLine {

    private HashLine() {}

    /**
     * Whether the line is of this hash. A line with the count 0 is padding: it hides the length of the response.
     */
    static boolean isOf(String line, String hash) {
        if (!line.regionMatches(true, 0, hash, 0, hash.length())) {
            return false;
        }
        String count = line.substring(hash.length()).strip();
        return count.isEmpty() || (count.startsWith(":") && !count.equals(":0"));
    }
}
