package dev.sallyport.trail.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import dev.sallyport.trail.chain.Head;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** The sealed events of one person, and changes to them past every guard. */
abstract class SealedEvents {

    static final String SERVICE = "'00000000-0000-0000-0000-000000000000'";

    @Inject
    Sealer sealer;

    @Inject
    OperatorTrail operator;

    @Inject
    People people;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    Head before;

    Person ada;

    /** The events of a person, sealed after all that other tests have left. */
    @BeforeEach
    void seal() {
        people.newcomer();
        sealer.sealAll();
        before = sealer.head();
        ada = people.signedIn();
        sealer.sealAll();
    }

    List<String> findings() {
        List<String> found = new ArrayList<>();
        operator.verifySince(before, finding -> found.add(finding.toString()));
        return found;
    }

    String event(String type) {
        return rows.text("select id from audit_event where user_id = ?::uuid and type = ?", ada.userId, type);
    }

    String owner(String event) {
        return rows.text(
                "select coalesce('account ' || account_id, 'the service') from audit_event where id = ?::uuid", event);
    }

    /** Past every guard, as the owner of the database can. */
    void past(String sql) {
        rows.change("do $$ begin perform set_config('session_replication_role', 'replica', true); " + sql + "; end $$");
    }

    /** Changes the tables past every guard, and puts everything back after the claims. */
    void whileTampered(String sql, Runnable claims) {
        String since = "id > '"
                + rows.text(
                        "select to_id from audit_seal where owner = " + SERVICE + " and sequence = ?",
                        before.sequence())
                + "'";
        past("create table kept_seal as select * from audit_seal;"
                + " create table kept_event as select * from audit_event where " + since);
        try {
            past(sql);
            claims.run();
        } finally {
            past("delete from audit_seal; insert into audit_seal select * from kept_seal;"
                    + " delete from audit_event where " + since + ";"
                    + " insert into audit_event select * from kept_event;"
                    + " drop table kept_seal; drop table kept_event");
        }
    }

    void found(String sql, String... expected) {
        whileTampered(sql, () -> assertThat(findings()).as(sql).contains(expected));
        assertThat(findings()).as("it is as before").isEmpty();
    }
}
