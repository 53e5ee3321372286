package dev.sallyport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.sallyport.base.database.RowLocks;
import jakarta.persistence.Entity;
import jakarta.persistence.LockModeType;
import org.hibernate.LockMode;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Immutable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How rows are written and locked, so that no request undoes what another one has committed meanwhile. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StorageRulesTest {

    /** Of a whole row, Hibernate would write back what was read before another transaction changed it. */
    @Test
    @DisplayName("[RACE-15] of a row only what was changed is written")
    void of_a_row_only_what_was_changed_is_written() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .beAnnotatedWith(DynamicUpdate.class)
                .orShould()
                .beAnnotatedWith(Immutable.class)
                .check(Rooms.SERVICE);
    }

    /** Hibernate alone would lock a row that was read before, and still give what was read then. */
    @Test
    @DisplayName("[RACE-15] a row is locked in one place, which reads it as it is under the lock")
    void a_row_is_locked_in_one_place() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(RowLocks.class)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(LockModeType.class, LockMode.class)
                .check(Rooms.SERVICE);
    }
}
