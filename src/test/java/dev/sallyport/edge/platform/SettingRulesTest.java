package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.ServiceClasses;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SettingRulesTest {

    /** One setting of a configuration interface. */
    private record Mapped(String name, Method method) {

        boolean isOptional() {
            return method.getReturnType() == Optional.class;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Mapped> MAPPED = scanned();

    static List<Mapped> mapped() {
        return MAPPED;
    }

    private static List<Mapped> scanned() {
        return ServiceClasses.annotatedWith(ConfigMapping.class).stream()
                .flatMap(SettingRulesTest::settingsOf)
                .toList();
    }

    private static Stream<Mapped> settingsOf(Class<?> mapping) {
        String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
        return Stream.of(mapping.getDeclaredMethods()).map(method -> {
            WithName name = method.getAnnotation(WithName.class);
            String last = name == null ? StringUtil.skewer(method.getName()) : name.value();
            return new Mapped(prefix + "." + last, method);
        });
    }

    @Test
    @DisplayName("[CONF-02] every setting of every configuration interface has a rule")
    void every_setting_has_a_rule() {
        assertThat(mapped()).hasSizeGreaterThan(45);
        assertThat(mapped())
                .allSatisfy(setting -> assertThat(SettingRules.of(setting.name()))
                        .as(setting.name())
                        .isPresent());
    }

    @Test
    @DisplayName("[CONF-02] every default is allowed, and whether an empty value is none is as the interface says")
    void every_default_is_allowed() {
        assertThat(mapped()).allSatisfy(setting -> {
            SettingRule rule = SettingRules.of(setting.name()).orElseThrow();
            WithDefault value = setting.method().getAnnotation(WithDefault.class);
            if (value != null) {
                assertThat(rule.fault(value.value())).as(setting.name()).isEmpty();
                assertThat(rule.optional()).as(setting.name()).isFalse();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("mapped")
    @DisplayName("[CONF-02] a malformed number, duration or switch is refused by the name of its variable")
    void what_is_of_another_kind_is_refused(Mapped setting) {
        Type type = setting.method().getGenericReturnType();
        List<String> others = type == int.class
                ? List.of("many", "-1", "1.5", "99999999999", "1 000", "0x10")
                : type == Duration.class
                        ? List.of("soon", "-PT1S", "PTS", "P99999D", "10 parsecs", "P9999999999999999999D")
                        : type == boolean.class ? List.of("ture", "2", "yes please", "null") : List.of();
        for (String other : others) {
            assertThat(faults(setting.name(), other))
                    .as("%s=%s", setting, other)
                    .singleElement()
                    .asString()
                    .startsWith(Settings.variable(setting.name()) + " must be ")
                    .doesNotContain(other);
        }
        if (!setting.isOptional()) {
            assertThat(SettingRules.faults(blank(setting.name())))
                    .as("%s set to nothing", setting)
                    .singleElement()
                    .asString()
                    .startsWith(Settings.variable(setting.name()) + " is empty");
        }
    }

    @Test
    @DisplayName("[CONF-02] every setting that the documentation names has a rule")
    void every_documented_setting_has_a_rule() {
        Set<String> variables = new HashSet<>();
        mapped().forEach(setting -> variables.add(Settings.variable(setting.name())));
        for (MarkdownDocument document : MarkdownDocument.all()) {
            Matcher named = Pattern.compile("SALLYPORT_[A-Z_]*[A-Z]").matcher(document.text());
            while (named.find()) {
                assertThat(variables).as(document.toString()).contains(named.group());
            }
        }
    }

    private static List<String> faults(String name, String value) {
        return SettingRules.faults(asked -> Optional.of(value).filter(any -> asked.equals(name)));
    }

    private static Settings blank(String name) {
        return new Settings() {
            @Override
            public Optional<String> get(String asked) {
                return Optional.empty();
            }

            @Override
            public boolean isBlank(String asked) {
                return asked.equals(name);
            }
        };
    }

    @Test
    @DisplayName("[CONF-02] addresses and networks are those that the service reads")
    void networks() {
        SettingRule rule = SettingRule.networks();
        assertThat(rule.fault("10.0.0.0/8, 2001:db8::/32 ,192.0.2.1")).isEmpty();
        for (String text : List.of("999.1.1.1", "1:2:3", "10.0.0.0/33", "010.0.0.0/8", "10.0.0.1,", "localhost")) {
            assertThat(rule.fault(text)).as(text).isPresent();
        }
    }
}
