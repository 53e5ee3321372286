package dev.sallyport.edge.platform;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests for Kubernetes, read by a typed model that knows every field of the cluster's API and no other. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KubernetesManifestsTest {

    private static final Path FOLDER = Path.of("deploy", "kubernetes");
    private static final int MANAGEMENT = 9000;

    private static final Map<String, Class<?>> KINDS = Map.ofEntries(
            entry("v1 Namespace", Namespace.class),
            entry("v1 ServiceAccount", ServiceAccount.class),
            entry("v1 ConfigMap", ConfigMap.class),
            entry("v1 Secret", Secret.class),
            entry("v1 Service", Service.class),
            entry("apps/v1 Deployment", Deployment.class),
            entry("batch/v1 Job", Job.class),
            entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            entry("networking.k8s.io/v1 Ingress", Ingress.class),
            entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class),
            entry(
                    "kustomize.config.k8s.io/v1beta1 Kustomization",
                    io.fabric8.kubernetes.api.model.kustomize.v1beta1.Kustomization.class));

    /** The model keeps what it does not know; here that is a mistake. */
    private static final ObjectMapper STRICT = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated field) {
                    return false;
                }
            });

    private static List<Object> read(String yaml) throws IOException {
        List<Object> manifests = new ArrayList<>();
        try (YAMLParser parser = (YAMLParser) STRICT.getFactory().createParser(yaml)) {
            for (JsonNode node : STRICT.readValues(parser, JsonNode.class).readAll()) {
                String kind = node.path("apiVersion").asText() + " "
                        + node.path("kind").asText();
                assertThat(KINDS).containsKey(kind);
                manifests.add(STRICT.treeToValue(node, KINDS.get(kind)));
            }
        }
        return manifests;
    }

    private static List<Object> all() throws IOException {
        List<Object> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                try {
                    all.addAll(read(Files.readString(file)));
                } catch (IOException e) {
                    throw new UncheckedIOException(file.toString(), e);
                }
            }
        }
        return all;
    }

    private static <T> List<T> of(Class<T> kind) throws IOException {
        List<T> found = all().stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).as(kind.getSimpleName()).isNotEmpty();
        return found;
    }

    private static List<PodSpec> pods() throws IOException {
        return Stream.concat(
                        of(Deployment.class).stream()
                                .map(deployment ->
                                        deployment.getSpec().getTemplate().getSpec()),
                        of(Job.class).stream()
                                .map(job -> job.getSpec().getTemplate().getSpec()))
                .toList();
    }

    @Test
    void every_field_is_one_of_the_api() throws IOException {
        assertThat(all()).hasSizeGreaterThan(14);
        String misspelt = Files.readString(FOLDER.resolve("base/deployment.yaml"))
                .replace("readOnlyRootFilesystem", "readonlyRootFilesystem");
        assertThatThrownBy(() -> read(misspelt)).hasMessageContaining("readonlyRootFilesystem");
    }

    @Test
    @DisplayName("[CONF-05] no pod runs as root, writes to its image, keeps a capability or has a token of the cluster")
    void pods_have_few_rights() throws IOException {
        assertThat(pods()).allSatisfy(pod -> {
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getEnableServiceLinks())
                    .as("variables of services begin with SALLYPORT_")
                    .isFalse();
            assertThat(pod.getContainers()).singleElement().satisfies(container -> {
                assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                        .isTrue();
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                        .isFalse();
                assertThat(container.getSecurityContext().getCapabilities().getDrop())
                        .containsExactly("ALL");
                assertThat(container.getResources().getLimits()).containsKey("memory");
            });
        });
    }

    @Test
    @DisplayName("[CONF-04] [CONF-05] secrets are files, and replicas never see the role that owns the tables")
    void secrets_are_files_for_who_needs_them() throws IOException {
        assertThat(pods())
                .allSatisfy(pod -> assertThat(pod.getContainers())
                        .flatExtracting(Container::getEnv)
                        .allSatisfy(
                                variable -> assertThat(variable.getValueFrom()).isNull())
                        .extracting("value")
                        .allSatisfy(value -> assertThat((String) value).startsWith("/run/secrets/")));
        assertThat(of(Deployment.class))
                .flatExtracting(deployment ->
                        deployment.getSpec().getTemplate().getSpec().getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .extracting(volume -> volume.getSecret().getSecretName())
                .containsExactly("sallyport");
        assertThat(of(Job.class))
                .flatExtracting(job -> job.getSpec().getTemplate().getSpec().getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .extracting(volume -> volume.getSecret().getSecretName())
                .containsExactly("sallyport-migration");
        assertThat(of(ConfigMap.class))
                .allSatisfy(settings ->
                        assertThat(settings.getData().keySet()).noneMatch(name -> name.matches(".*(PASSWORD|SECRET)")));
    }

    @Test
    void the_autoscaler_alone_says_how_many_replicas_there_are() throws IOException {
        assertThat(of(HorizontalPodAutoscaler.class)).hasSize(1);
        assertThat(of(io.fabric8.kubernetes.api.model.kustomize.v1beta1.Kustomization.class))
                .filteredOn(overlay -> overlay.getResources().contains("autoscaler.yaml"))
                .flatExtracting(overlay -> overlay.getPatches())
                .filteredOn(patch -> "Deployment".equals(patch.getTarget().getKind()))
                .extracting(patch -> patch.getPatch())
                .containsExactly("- op: remove\n  path: /spec/replicas");
    }

    @Test
    @DisplayName("[CONF-01] port 9000 is in no service that has an address, and only the monitoring reaches it")
    void the_management_port_is_hidden() throws IOException {
        assertThat(of(Service.class))
                .filteredOn(
                        service -> service.getSpec().getPorts().stream().anyMatch(port -> port.getPort() == MANAGEMENT))
                .allSatisfy(
                        service -> assertThat(service.getSpec().getClusterIP()).isEqualTo("None"));
        assertThat(of(NetworkPolicy.class)).singleElement().satisfies(policy -> {
            assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress");
            assertThat(policy.getSpec().getIngress())
                    .allSatisfy(rule -> assertThat(rule.getPorts()).hasSize(1))
                    .filteredOn(rule ->
                            "management".equals(rule.getPorts().get(0).getPort().getStrVal()))
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.getFrom())
                            .singleElement()
                            .satisfies(from -> assertThat(
                                            from.getNamespaceSelector().getMatchLabels())
                                    .containsOnlyKeys("sallyport.example.org/monitoring")));
        });
        assertThat(of(Ingress.class))
                .flatExtracting(ingress -> ingress.getSpec().getRules())
                .flatExtracting(rule -> rule.getHttp().getPaths())
                .extracting(path -> path.getBackend().getService().getPort().getName())
                .containsOnly("http");
    }

    @Test
    void probes_ask_what_the_service_answers() throws IOException {
        Container container = of(Deployment.class)
                .get(0)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
        assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
        assertThat(List.of(container.getReadinessProbe(), container.getLivenessProbe(), container.getStartupProbe()))
                .allSatisfy(probe ->
                        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management"));
        assertThat(of(HorizontalPodAutoscaler.class))
                .flatExtracting(scaler -> scaler.getSpec().getMetrics())
                .filteredOn(metric -> metric.getPods() != null)
                .extracting(metric -> metric.getPods().getMetric().getName())
                .containsExactly("sallyport_hashes_waiting");
    }

    @Test
    @DisplayName("[CONF-02] every setting of a manifest is in the configuration page")
    void settings_exist() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/configuration.md"));
        assertThat(of(ConfigMap.class))
                .flatExtracting(settings -> settings.getData().keySet())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
        assertThat(pods())
                .flatExtracting(PodSpec::getContainers)
                .flatExtracting(Container::getEnv)
                .allSatisfy(variable -> assertThat(page).contains("`" + variable.getName() + "`"));
    }

    private static List<String> secretsOfReplicas(String built) throws IOException {
        return read(built).stream()
                .filter(Deployment.class::isInstance)
                .flatMap(each -> ((Deployment) each).getSpec().getTemplate().getSpec().getVolumes().stream())
                .filter(volume -> volume.getSecret() != null)
                .map(volume -> volume.getSecret().getSecretName())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "read-only"})
    void overlays_build(String overlay) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/kubectl")), "kubectl is not installed");
        Process kustomize = new ProcessBuilder(
                        "kubectl",
                        "kustomize",
                        FOLDER.resolve("overlays").resolve(overlay).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String built = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kustomize.waitFor()).isZero();

        assertThat(secretsOfReplicas(built))
                .containsExactly(overlay.equals("production") ? "sallyport" : "sallyport-reader");
        assertThat(read(Files.readString(FOLDER.resolve("secrets.example.yaml"))))
                .extracting(secret -> ((Secret) secret).getMetadata().getName())
                .containsAll(secretsOfReplicas(built));
        assertThat(read(built))
                .filteredOn(ConfigMap.class::isInstance)
                .singleElement()
                .satisfies(settings -> assertThat(((ConfigMap) settings).getData())
                        .containsKeys("SALLYPORT_ISSUER", "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES"));
        // What an operator writes is in the overlay, so that the base stays as it is.
        String ofOperator =
                Files.readString(FOLDER.resolve("overlays").resolve(overlay).resolve("kustomization.yaml"));
        assertThat(ofOperator).contains("/data/SALLYPORT_ISSUER", "/data/QUARKUS_DATASOURCE_JDBC_URL");
        assertThat(read(built))
                .hasSizeGreaterThan(5)
                .anyMatch(Deployment.class::isInstance)
                .anyMatch(NetworkPolicy.class::isInstance);
    }
}
