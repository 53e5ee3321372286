package dev.sallyport.factors.recovery;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.crypto.Argon2id;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The hashes of users' recovery codes, for another system. */
@ApplicationScoped
public class RecoveryCodeExport {

    private final RecoveryCodeSetRepository sets;
    private final RecoveryCodeRepository codes;
    private final Argon2id argon2id;

    RecoveryCodeExport(RecoveryCodeSetRepository sets, RecoveryCodeRepository codes, Argon2id argon2id) {
        this.sets = sets;
        this.codes = codes;
        this.argon2id = argon2id;
    }

    /** The codes of these users that are left, as {@link RecoveryHash} reads them, in the order of their hashes. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<UserId, List<String>> find(Collection<UserId> users) {
        Map<UserId, byte[]> salts = new HashMap<>();
        sets.list("userId in ?1", users).forEach(set -> salts.put(set.userId(), set.salt()));
        Map<UserId, List<String>> hashes = new HashMap<>();
        codes.list("key.userId in ?1 and usedAt is null", users).forEach(code -> {
            byte[] salt = salts.get(code.key().userId());
            if (salt != null) {
                hashes.computeIfAbsent(code.key().userId(), user -> new ArrayList<>())
                        .add(argon2id.written(code.key().hash(), salt));
            }
        });
        hashes.values().forEach(ofUser -> ofUser.sort(null));
        return hashes;
    }
}
