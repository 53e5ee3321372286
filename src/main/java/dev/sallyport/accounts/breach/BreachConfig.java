package dev.sallyport.accounts.breach;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Lists of passwords that were stolen elsewhere, none of which a user can set. */
@ConfigMapping(prefix = "sallyport.breached-passwords")
public interface BreachConfig {

    /**
     * The list, as the downloader of Pwned Passwords writes it: a file with the SHA-1 of each password in ascending
     * order, or a folder with a file for each five first digits. Without it and a mirror there is no such check.
     */
    Optional<String> list();

    /**
     * The address of a server with the list, to which the five first digits of the hash are appended, such as
     * {@code https://api.pwnedpasswords.com/range/}. It learns no more of the password. When it does not answer within
     * two seconds, the password is accepted, with the event {@code password_list_unavailable}, and the server is not
     * asked for 30 seconds.
     */
    Optional<String> mirror();
}
