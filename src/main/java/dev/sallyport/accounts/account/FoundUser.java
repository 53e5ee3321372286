package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.UserId;

/**
 * A user whom a search has found.
 *
 * @param word by which they were found: the list is in the order of it
 */
public record FoundUser(UserId id, String word) {

    @Override
    public String toString() {
        return "FoundUser[id=" + id + "]";
    }
}
