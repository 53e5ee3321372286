package dev.sallyport.client;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The filter alone; the library's own build runs it in Jersey, and ExamplesIT in Quarkus. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignInFilterTest {

    private final TestIssuer issuer = new TestIssuer();
    private final TokenVerifier verifier =
            TokenVerifier.forIssuer(issuer.address()).build();
    private final List<Object> seen = new ArrayList<>();

    SignInFilterTest() throws Exception {}

    @AfterEach
    void close() {
        issuer.close();
    }

    /** What JAX-RS hands to the filter: it answers the questions, and records the answers. */
    private <T> T container(Class<T> type, Map<String, Object> answers) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (arguments != null) {
                seen.add(arguments[0]);
            }
            return answers.get(method.getName());
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object filtered(Requirement requirement, String... headers) {
        MultivaluedHashMap<String, String> all = new MultivaluedHashMap<>();
        Stream.of(headers).forEach(header -> all.add("Authorization", header));
        seen.clear();
        new SignInFilter(verifier, requirement)
                .filter(container(ContainerRequestContext.class, Map.of("getHeaders", all)));
        assertThat(seen).hasSize(1);
        return seen.get(0);
    }

    @Test
    @DisplayName("[INTR-14] behind the filter the principal is the sign-in, with the roles of the token")
    void the_principal() throws Exception {
        SecurityContext context = (SecurityContext) filtered(Requirement.SIGNED_IN, "Bearer " + issuer.token());
        assertThat(((SignIn) context.getUserPrincipal()).sessionId()).isEqualTo("one-session");
        assertThat(context.getUserPrincipal().getName()).isEqualTo("ada");
        assertThat(context.isUserInRole("user")).isTrue();
        assertThat(context.isUserInRole("support")).isFalse();
        assertThat(context.isSecure()).isFalse();
        assertThat(context.getAuthenticationScheme()).isEqualTo("Bearer");
    }

    @Test
    @DisplayName("[INTR-14] a request without what is required gets a challenge and a problem document")
    void the_refusals() throws Exception {
        Response none = (Response) filtered(Requirement.SIGNED_IN);
        assertThat(none.getStatus()).isEqualTo(401);
        assertThat(none.getHeaderString("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(none.getMediaType()).hasToString("application/problem+json");
        assertThat(none.getEntity().toString()).contains("urn:sallyport:problem:not-authenticated");
        Response weak = (Response) filtered(Requirement.TWO_FACTORS, "Bearer " + issuer.token());
        assertThat(weak.getHeaderString("WWW-Authenticate")).contains("acr_values=\"2fa\"");
        try (TestIssuer away = new TestIssuer()) {
            away.keysStatus = 503;
            Response unavailable = answer(away);
            assertThat(unavailable.getStatus()).isEqualTo(503);
            assertThat(unavailable.getHeaderString("Retry-After")).isEqualTo("5");
            assertThat(unavailable.getHeaderString("WWW-Authenticate")).isNull();
        }
    }

    private Response answer(TestIssuer away) throws Exception {
        MultivaluedHashMap<String, String> headers = new MultivaluedHashMap<>();
        headers.add("Authorization", "Bearer " + away.token());
        seen.clear();
        new SignInFilter(TokenVerifier.forIssuer(away.address()).build(), Requirement.SIGNED_IN)
                .filter(container(ContainerRequestContext.class, Map.of("getHeaders", headers)));
        return (Response) seen.get(0);
    }

    @RequiresSignIn(acr = Acr.TWO_FACTORS, maxAge = 600)
    interface Contract {

        @RequiresSignIn(acr = Acr.TWO_FACTORS)
        void ofInterface();

        void ofType();
    }

    static class Base implements Contract {

        @Override
        public void ofInterface() {}

        @Override
        public void ofType() {}

        public void open() {}
    }

    static class Resource extends Base {

        @RequiresSignIn(maxAge = 60)
        @Override
        public void ofType() {}
    }

    static class Open {

        @RequiresSignIn
        public void closed() {}

        public void open() {}
    }

    @Test
    @DisplayName("[INTR-14] each operation gets the filter that its annotation says, and no other operation gets one")
    void the_annotations() throws Exception {
        assertThat(registered(Open.class, "open")).isEmpty();
        assertThat(registered(Open.class, "closed")).hasSize(1);
        assertThat(requirementOf(Open.class, "closed")).isEqualTo(Requirement.SIGNED_IN);
        assertThat(requirementOf(Base.class, "ofType"))
                .isEqualTo(Requirement.TWO_FACTORS.within(Duration.ofMinutes(10)));
        assertThat(requirementOf(Base.class, "ofInterface")).isEqualTo(Requirement.TWO_FACTORS);
        assertThat(requirementOf(Base.class, "open")).isEqualTo(requirementOf(Base.class, "ofType"));
        assertThat(requirementOf(Resource.class, "ofType"))
                .isEqualTo(Requirement.SIGNED_IN.within(Duration.ofMinutes(1)));
    }

    interface Store<T> {

        @RequiresSignIn(acr = Acr.TWO_FACTORS)
        void put(T one);

        @RequiresSignIn(maxAge = 600)
        void putAll(T[] all);

        @RequiresSignIn
        void take(Object one);

        void list(T one);
    }

    interface Names extends Store<String> {

        @RequiresSignIn
        @Override
        void list(String name);
    }

    static class Words implements Names {

        @RequiresSignIn(maxAge = 60)
        @Override
        public void put(String word) {}

        @Override
        public void putAll(String[] words) {}

        @Override
        public void take(Object word) {}

        public void take(String another) {}

        @Override
        public void list(String word) {}
    }

    static class Numbers implements Store<Number> {

        @Override
        public void put(Number number) {}

        @Override
        public void putAll(Number[] numbers) {}

        @Override
        public void take(Object number) {}

        @Override
        public void list(Number number) {}
    }

    @Test
    @DisplayName("[INTR-14] the annotation of a generic type counts for the operation that implements it")
    void generic_types() throws Exception {
        assertThat(requirementOf(Numbers.class, "put", Number.class)).isEqualTo(Requirement.TWO_FACTORS);
        assertThat(requirementOf(Numbers.class, "putAll", Number[].class))
                .isEqualTo(Requirement.SIGNED_IN.within(Duration.ofMinutes(10)));
        assertThat(requirementOf(Numbers.class, "take", Object.class)).isEqualTo(Requirement.SIGNED_IN);
        assertThat(registered(Numbers.class, "list", Number.class)).isEmpty();
        assertThat(registered(Words.class, "take", String.class))
                .as("an overload is another operation")
                .isEmpty();
        assertThat(registered(Words.class, "list", String.class)).hasSize(1);
        assertThat(registered(Words.class, Store.class.getMethod("list", Object.class)))
                .as("the method of the interface, which a container can hand over")
                .hasSize(1);
        Method bridge = Words.class.getMethod("list", Object.class);
        assertThat(bridge.isBridge()).isTrue();
        assertThat(registered(Words.class, bridge)).hasSize(1);
    }

    @Test
    @DisplayName("[INTR-14] of several annotations of a method each must be met")
    void the_strictest() throws Exception {
        assertThat(requirementOf(Words.class, "put", String.class))
                .isEqualTo(Requirement.TWO_FACTORS.within(Duration.ofMinutes(1)));
        Requirement hour = Requirement.TWO_FACTORS.within(Duration.ofHours(1));
        assertThat(Requirement.SIGNED_IN.within(Duration.ofMinutes(1)).and(hour))
                .isEqualTo(hour.and(Requirement.SIGNED_IN.within(Duration.ofMinutes(1))))
                .isEqualTo(Requirement.TWO_FACTORS.within(Duration.ofMinutes(1)));
    }

    private List<Object> registered(Class<?> resource, String operation, Class<?>... parameters)
            throws NoSuchMethodException {
        return registered(resource, resource.getMethod(operation, parameters));
    }

    private List<Object> registered(Class<?> resource, Method method) {
        ResourceInfo info =
                container(ResourceInfo.class, Map.of("getResourceMethod", method, "getResourceClass", resource));
        seen.clear();
        new SignInFeature(verifier).configure(info, container(FeatureContext.class, Map.of()));
        return List.copyOf(seen);
    }

    private Requirement requirementOf(Class<?> resource, String operation, Class<?>... parameters)
            throws NoSuchMethodException {
        return ((SignInFilter) registered(resource, operation, parameters).get(0)).requirement();
    }
}
