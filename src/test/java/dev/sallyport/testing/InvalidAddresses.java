package dev.sallyport.testing;

import java.util.List;

/** Texts that some parsers accept as an IP address, and that are not one. */
public final class InvalidAddresses {

    public static final List<String> ALL = List.of(
            " ",
            "localhost",
            "example.org",
            "1",
            "127.1",
            "1.2.3",
            "1.2.3.4.",
            "1.2.3.4.5",
            "01.2.3.4",
            "010.1.1.1",
            "256.1.1.1",
            "1.2.3.4%eth0",
            "0x7f.0.0.1",
            "2130706433",
            ":",
            ":::",
            "1:2:3",
            "1::2::3",
            "12345::1",
            "g::1",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "::1.2.3.256",
            "[::1]",
            "::1]",
            "1.2.3.4:80",
            "2001:db8::/64",
            " 1.2.3.4",
            "1.2.3.4\n",
            "\u0661.2.3.4",
            "%eth0",
            "::ffff:1.2.3.4.5",
            "0000:0000:0000:0000:0000:ffff:192.168.100.2280",
            "1.2.3.4,5.6.7.8",
            "unknown",
            "_hidden");

    private InvalidAddresses() {}

    /** For tests with parameters. */
    public static List<String> all() {
        return ALL;
    }
}
