package dev.sallyport.trail.webhook;

import dev.sallyport.security.audit.ActorKind;
import dev.sallyport.security.audit.AuditOutcome;
import dev.sallyport.trail.webhook.WebhookSubject.Part;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Writes the messages to endpoints into the contract: under {@code webhooks}, each event with its payload. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class WebhookContract implements OASFilter {

    private static final String ACTOR = "EventActor";

    private static final String EXAMPLE_ID = "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Components components = api.getComponents();
        components.addSchema(ACTOR, actor());
        Stream.of(WebhookSubject.values()).forEach(subject -> components.addSchema(subject.schema(), data(subject)));
        WebhookEvents.all()
                .forEach(event -> add(
                        api,
                        event.name(),
                        event.subject().text(),
                        OASFactory.createSchema().ref(event.subject().schema())));
        add(
                api,
                WebhookPayload.TEST,
                "A message to test the endpoint.",
                object("No ids.", List.of("accountIds")).addProperty("accountIds", accounts()));
    }

    private static void add(OpenAPI api, String name, String text, Schema data) {
        Operation operation = OASFactory.createOperation()
                .operationId("on" + words(name))
                .addTag("Webhooks")
                .summary(name)
                .description(text + " Sent to each webhook whose `events` include it.")
                .security(new ArrayList<>())
                .requestBody(OASFactory.createRequestBody()
                        .required(true)
                        .content(OASFactory.createContent()
                                .addMediaType(
                                        "application/json",
                                        OASFactory.createMediaType().schema(message(name, data)))))
                .responses(OASFactory.createAPIResponses()
                        .addAPIResponse(
                                "2XX", OASFactory.createAPIResponse().description("The endpoint accepted the message."))
                        .addAPIResponse(
                                "410",
                                OASFactory.createAPIResponse()
                                        .description("The endpoint no longer exists: the webhook is disabled."))
                        .addAPIResponse(
                                "default",
                                OASFactory.createAPIResponse()
                                        .description("The endpoint did not accept the message: it is sent again.")));
        Stream.of("WebhookId", "WebhookTimestamp", "WebhookSignature")
                .forEach(header ->
                        operation.addParameter(OASFactory.createParameter().ref(header)));
        api.addWebhook(name, OASFactory.createPathItem().POST(operation));
    }

    private static Schema message(String name, Schema data) {
        return object("A message.", List.of("type", "timestamp", "data"))
                .addProperty("type", text().addEnumeration(name))
                .addProperty("timestamp", text().format("date-time").description("When the event happened."))
                .addProperty("data", data);
    }

    private static Schema data(WebhookSubject subject) {
        List<String> required = new ArrayList<>(List.of("accountIds", "outcome", "actor"));
        if (subject.needsUser()) {
            required.add(Part.USER.field());
        }
        Schema data = object(subject.text(), required)
                .addProperty("accountIds", accounts())
                .addProperty("outcome", text().enumeration(List.copyOf(AuditOutcome.texts())))
                .addProperty("actor", OASFactory.createSchema().ref(ACTOR));
        subject.parts().forEach(part -> data.addProperty(part.field(), part.isId() ? text().format("uuid") : text()));
        return data;
    }

    private static Schema actor() {
        return object("Who acted.", List.of("kind"))
                .addProperty("kind", text().enumeration(List.copyOf(ActorKind.texts())))
                .addProperty("id", text().examples(List.of(EXAMPLE_ID)));
    }

    private static Schema accounts() {
        return OASFactory.createSchema()
                .addType(SchemaType.ARRAY)
                .items(text().format("uuid"))
                .description("The accounts that can read the event. For a webhook of an account, only that account.");
    }

    private static Schema object(String text, List<String> required) {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description(text)
                .required(required);
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }

    private static String words(String name) {
        StringBuilder words = new StringBuilder();
        Arrays.stream(name.split("[._]"))
                .forEach(word ->
                        words.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1)));
        return words.toString();
    }
}
