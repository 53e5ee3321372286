package dev.sallyport.policies.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What binds a user who belongs to several accounts. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StrictestPolicyTest {

    @Inject
    People people;

    @Inject
    AccountPolicies accounts;

    @Inject
    Policies policies;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @Test
    @DisplayName("[POLI-08] Of several accounts the one that requires, and of those the earliest date, binds")
    void the_earliest_date_binds() {
        Person ada = people.newcomer();
        assertThat(of(ada).requirement()).isEqualTo(Requirement.NONE);

        Instant later = clock.instant().plus(Duration.ofDays(40));
        String second = people.newcomer().accountId;
        rows.join(ada, second, "member");
        accounts.require(second, later);
        assertThat(of(ada).requirement()).isEqualTo(new Requirement(true, Optional.of(later)));

        Instant sooner = clock.instant().plus(Duration.ofDays(3));
        accounts.require(ada.accountId, sooner);
        assertThat(of(ada).requirement()).isEqualTo(new Requirement(true, Optional.of(sooner)));

        accounts.require(ada.accountId, null);
        assertThat(of(ada).requirement().isDue(clock.instant())).isTrue();
    }

    @Test
    void devices_are_trusted_only_where_every_account_allows_it_and_for_the_shortest_time() {
        Person ada = people.newcomer();
        assertThat(of(ada).deviceTrust()).isEqualTo(DeviceTrust.NOT_ALLOWED);

        accounts.trustDevices(ada.accountId, Duration.ofDays(20));
        assertThat(of(ada).deviceTrust()).isEqualTo(new DeviceTrust(true, Duration.ofDays(20)));

        String silent = people.newcomer().accountId;
        rows.join(ada, silent, "member");
        assertThat(of(ada).deviceTrust()).isEqualTo(DeviceTrust.NOT_ALLOWED);

        accounts.trustDevices(silent, Duration.ofDays(7));
        assertThat(of(ada).deviceTrust()).isEqualTo(new DeviceTrust(true, Duration.ofDays(7)));
    }

    @Test
    void nothing_binds_a_user_without_accounts() {
        StrictestPolicy none = QuarkusTransaction.requiringNew()
                .call(() -> policies.of(new UserId(UUID.randomUUID()), clock.instant()));

        assertThat(none).isEqualTo(new StrictestPolicy(Requirement.NONE, DeviceTrust.NOT_ALLOWED, true));
    }

    @Test
    @DisplayName("[POLI-08] An account demands a second factor from its date on")
    void an_account_asks_from_its_date_on() {
        Person ada = people.newcomer();
        assertThat(of(ada).satisfied()).isTrue();

        accounts.require(ada.accountId, clock.instant().plus(Duration.ofDays(3)));
        assertThat(of(ada).satisfied()).isTrue();

        accounts.require(ada.accountId, clock.instant());
        assertThat(of(ada).satisfied()).isFalse();
    }

    private StrictestPolicy of(Person person) {
        return QuarkusTransaction.requiringNew()
                .call(() -> policies.of(UserId.fromString(person.userId), clock.instant()));
    }
}
