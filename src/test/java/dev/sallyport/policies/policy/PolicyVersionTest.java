package dev.sallyport.policies.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyVersionTest {

    private static final PolicyVersion THIRD = new PolicyVersion(3);

    @ParameterizedTest(name = "{0} names version 3")
    @ValueSource(strings = {"\"3\"", "*", " \"3\" ", "\"1\", \"3\"", "W/\"3\",\"3\""})
    void names_the_version(String ifMatch) {
        assertThat(THIRD.isNamedBy(ifMatch)).isTrue();
    }

    @ParameterizedTest(name = "{0} does not name version 3")
    @ValueSource(strings = {"", ",", "3", "\"*\"", "W/\"3\"", "w/\"3\"", "W/*", "\"33\"", "\"2\"", "\"3", "3\""})
    void does_not_name_the_version(String ifMatch) {
        assertThat(THIRD.isNamedBy(ifMatch)).isFalse();
    }

    @ParameterizedTest(name = "{0} is a list of tags")
    @ValueSource(strings = {"\"3\"", "*", " \"3\" ", "\"1\", \"3\"", "W/\"3\",\"3\"", "\"\"", "\"3\","})
    void tags(String ifMatch) {
        assertThat(PolicyVersion.isTags(ifMatch)).isTrue();
    }

    @ParameterizedTest(name = "{0} is no list of tags")
    @ValueSource(strings = {"", ",", "3", "w/\"3\"", "W/*", "\"3", "3\"", "\"3\" \"4\"", "*, \"3\"", "\"1\", 3"})
    void no_tags(String ifMatch) {
        assertThat(PolicyVersion.isTags(ifMatch)).isFalse();
    }
}
