package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.sallyport.base.database.KeyedColumns;
import dev.sallyport.security.crypto.SealedSecrets;
import dev.sallyport.testing.ServiceClasses;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A value that is sealed by a package that the job does not know would be lost with its key. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SealingPackagesTest {

    /** Packages that seal and whose values are not sealed again, and why. */
    private static final Map<String, String> SEALING = Map.of(
            "idempotency",
            "a value lives for a day, and a retry under a removed key is refused",
            "platform",
            "the value by which a start knows the key");

    @Test
    @DisplayName("[CRYP-02] every package that seals has its columns sealed again")
    void every_package_that_seals_is_known() {
        Set<String> sealing = ServiceClasses.ALL.get(SealedSecrets.class).getMethodCallsToSelf().stream()
                .filter(call -> call.getTarget().getName().equals("seal"))
                .map(call -> room(call.getOriginOwner()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = ServiceClasses.ALL.stream()
                .filter(type -> type.isAssignableTo(KeyedColumns.class) && !type.isInterface())
                .map(SealingPackagesTest::room)
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(SEALING.keySet());

        assertThat(sealing).isEqualTo(known);
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
