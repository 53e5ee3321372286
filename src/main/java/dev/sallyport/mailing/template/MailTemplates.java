package dev.sallyport.mailing.template;

import dev.sallyport.base.language.Language;
import io.quarkus.qute.Engine;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Expression;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.IncludeSectionHelper;
import io.quarkus.qute.InsertSectionHelper;
import io.quarkus.qute.NamespaceResolver;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.Results;
import io.quarkus.qute.StringTemplateLocation;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.TemplateNode;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import io.quarkus.qute.WithPriority;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engine of templates. It stands alone: a template sees the values of its mail and nothing else, neither beans nor
 * methods of values. A value that the mail does not have is an error. There is no loop, no template in a value, and no
 * way past the escaping of HTML.
 */
final class MailTemplates {

    static final String LAYOUT = "layout.html";

    private static final String HTML = "text/html";
    private static final String VALUES = "values";
    private static final String LANGUAGE = "language";

    private final MailTexts texts;
    private final Engine engine;

    /** @param layout of an operator; empty for the built-in one */
    MailTemplates(MailTexts texts, Optional<String> layout) {
        this.texts = texts;
        this.engine = Engine.builder()
                .addSectionHelpers(
                        new IfSectionHelper.Factory(),
                        new IncludeSectionHelper.Factory(),
                        new InsertSectionHelper.Factory())
                .addValueResolvers(
                        ValueResolvers.mapperResolver(),
                        ValueResolvers.mapResolver(),
                        ValueResolvers.orResolver(),
                        ValueResolvers.trueResolver(),
                        ValueResolvers.logicalAndResolver(),
                        ValueResolvers.logicalOrResolver())
                .addNamespaceResolver(
                        NamespaceResolver.builder("mail").resolve(this::text).build())
                .addResultMapper(new HtmlEscaper(List.of(HTML)))
                .addResultMapper(new MissingText())
                .addLocator(name -> LAYOUT.equals(name) && layout.isPresent()
                        ? layout.map(own -> location(name, own))
                        : builtIn(name).map(text -> location(name, text)))
                .strictRendering(true)
                .build();
    }

    /** The built-in template of that name. */
    Template get(String name) {
        return engine.getTemplate(name);
    }

    /**
     * A template of an operator.
     *
     * @param name of the file, whose ending tells whether it is HTML
     * @throws io.quarkus.qute.TemplateException if it cannot be read
     */
    Template parse(String name, String text) {
        return engine.parse(text, variant(name), name);
    }

    /** @throws io.quarkus.qute.TemplateException if the template names a value or a text that there is not */
    static String fill(Template template, Language language, Map<String, Object> values) {
        TemplateInstance instance = template.instance();
        values.forEach(instance::data);
        return instance.data(LANGUAGE, language.tag())
                .setAttribute(LANGUAGE, language)
                .setAttribute(VALUES, values)
                .render();
    }

    // an attribute of an instance that fill made
    @SuppressWarnings("unchecked")
    private Object text(EvalContext asked) {
        Language language = (Language) asked.getAttribute(LANGUAGE);
        Map<String, Object> values = (Map<String, Object>) asked.getAttribute(VALUES);
        return texts.find(language, asked.getName(), values)
                .<Object>map(text -> text)
                .orElseGet(() -> Results.NotFound.from(asked));
    }

    private static Optional<String> builtIn(String name) {
        try (InputStream stream = MailTemplates.class.getResourceAsStream("/mails/" + name)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static TemplateLocation location(String name, String text) {
        return new StringTemplateLocation(text, Optional.of(variant(name)));
    }

    private static Variant variant(String name) {
        return Variant.forContentType(name.endsWith(".html") ? HTML : "text/plain");
    }

    /** Writes no text in place of one that there is not: the engine itself is strict with values alone. */
    private static final class MissingText implements ResultMapper {

        /** Before the mapper that escapes. */
        @Override
        public int getPriority() {
            return WithPriority.DEFAULT_PRIORITY + 1;
        }

        @Override
        public boolean appliesTo(TemplateNode.Origin origin, Object result) {
            return Results.isNotFound(result);
        }

        @Override
        public String map(Object result, Expression expression) {
            throw new TemplateException(
                    expression.getOrigin(),
                    "There is no text " + expression.toOriginalString() + ", or the mail lacks a value in it");
        }
    }
}
