package dev.sallyport.accounts.breach;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Breached passwords. Users cannot set a password that is in a list. */
@ConfigMapping(prefix = "sallyport.breached-passwords")
public interface BreachConfig {

    /**
     * The list, as the downloader of Pwned Passwords writes it: a file with the SHA-1 of each password in ascending
     * order, or a folder with a file for each first five digits. Without a list and a mirror, passwords are not checked
     * in this way.
     */
    Optional<String> list();

    /**
     * The address of a server with the list, to which the first five digits of the SHA-1 are appended, such as
     * {@code https://api.pwnedpasswords.com/range/}. The server learns nothing else of the password. If it does not
     * answer within two seconds, a password that the list in {@code SALLYPORT_BREACHED_PASSWORDS_LIST} does not have is
     * accepted, the trail has the event {@code password_list_unavailable}, and the server is not asked again for 30
     * seconds.
     */
    Optional<String> mirror();
}
