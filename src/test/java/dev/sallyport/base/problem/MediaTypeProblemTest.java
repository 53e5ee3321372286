package dev.sallyport.base.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.language.Language;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A refused media type")
class MediaTypeProblemTest {

    private static final Set<String> JSON = Set.of("application/json");

    private static ProblemException unsupported(String method) {
        return MediaTypeProblem.unsupported(new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE), JSON, method);
    }

    @Test
    @DisplayName("[API-05] of a body comes with those that the operation reads, in the headers of its method")
    void bodies() {
        assertThat(unsupported("PUT").headers()).containsOnlyKeys("Accept").containsValue(List.of("application/json"));
        assertThat(unsupported("POST").headers()).containsOnlyKeys("Accept", "Accept-Post");
        assertThat(unsupported("PATCH").headers()).containsOnlyKeys("Accept", "Accept-Patch");
        assertThat(unsupported("POST").sentence(Language.ENGLISH)).contains("application/json", "Content-Type");
        assertThat(unsupported("POST").members()).containsEntry("mediaTypes", List.of("application/json"));
    }

    @Test
    @DisplayName("[API-05] of an answer comes with those that the operation can give")
    void answers() {
        ProblemException refusal = MediaTypeProblem.notAcceptable(
                new ProblemException(ProblemType.NOT_ACCEPTABLE),
                new TreeSet<>(Set.of("text/csv", "application/json")));
        assertThat(refusal.sentence(Language.ENGLISH)).contains("application/json or text/csv", "Accept");
        assertThat(refusal.members()).containsEntry("mediaTypes", List.of("application/json", "text/csv"));
    }

    @Test
    @DisplayName("[API-05] keeps what is already said of it, and says nothing where nothing is known")
    void others() {
        ProblemException said = new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE).detail("Not compressed.");
        assertThat(MediaTypeProblem.unsupported(said, JSON, "POST")).isSameAs(said);
        ProblemException bare = new ProblemException(ProblemType.NOT_ACCEPTABLE);
        assertThat(MediaTypeProblem.notAcceptable(bare, Set.of())).isSameAs(bare);
    }
}
