package dev.sallyport.base.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.language.Language;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A caller without the role of an operation")
class AccessDeniedProblemTest {

    private static void assertRefused(List<String> held, List<String> needed, String detail, String scope) {
        ProblemException refusal = AccessDeniedProblem.of(held, needed);
        assertThat(refusal.type()).isEqualTo(ProblemType.FORBIDDEN);
        assertThat(refusal.sentence(Language.ENGLISH)).contains(detail);
        if (scope == null) {
            assertThat(refusal.headers()).isEmpty();
        } else {
            assertThat(refusal.headers().get("WWW-Authenticate"))
                    .singleElement()
                    .asString()
                    .contains("error=\"insufficient_scope\"", "scope=\"" + scope + "\"");
        }
    }

    @Test
    @DisplayName("[API-04] learns the scope or the role that would do")
    void lacking() {
        assertRefused(
                List.of("client:introspect"), List.of("client:provision", "sign-up"), "scope provision", "provision");
        assertRefused(List.of(), List.of("client:sign-in"), "scope sign-in", "sign-in");
        assertRefused(List.of("user"), List.of("support"), "role support", "support");
        assertRefused(List.of("user"), List.of("client:admin"), "for clients", "admin");
    }

    @Test
    @DisplayName("[API-04] learns which kind of caller the operation is for, where no scope would do")
    void otherKind() {
        assertRefused(List.of("client:admin"), List.of("user"), "for users", null);
        assertRefused(List.of("enrollment"), List.of("user"), "enrollment token", null);
        assertRefused(List.of("user"), List.of(), ProblemType.FORBIDDEN.detail(), null);
    }
}
