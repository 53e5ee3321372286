package dev.sallyport.base.database;

import java.util.List;

/** What a package removes from its own tables when a user or an account is erased. */
public interface ErasureRules {

    /** About a user. Each is run again minutes later and MUST then do nothing but what is left to do. */
    List<ErasureRule> ofUser();

    /** About an account without members. */
    default List<ErasureRule> ofAccount() {
        return List.of();
    }
}
