package dev.sallyport.moving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.base.language.Language;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.Text;
import dev.sallyport.security.caller.Operator;
import dev.sallyport.security.jwe.RecipientKey;
import dev.sallyport.security.jwe.UnusableKeyException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Imports and exports by a command: what the API does, without its limits of size and time. */
@ApplicationScoped
public class OperatorMoves {

    private final ImportService imports;
    private final ExportService exports;
    private final RowDecryption decryption;
    private final ObjectMapper json;

    OperatorMoves(ImportService imports, ExportService exports, RowDecryption decryption, ObjectMapper json) {
        this.imports = imports;
        this.exports = exports;
        this.decryption = decryption;
        this.json = json;
    }

    /** What an import says while it runs: each takes the answer of the API as one line of JSON. */
    public interface Listener {

        /**
         * A row is done.
         *
         * @param failed whether the row was refused
         */
        void row(String answer, boolean failed);

        void summary(String answer);
    }

    /** The public key of this instance, as JSON. */
    public String importKey() {
        return decryption.publicKey();
    }

    /** The same key as the value of the header that an export takes. */
    public String recipientKey() {
        return decryption.recipientKey();
    }

    /**
     * Imports the rows of a file.
     *
     * @return whether every row was taken
     * @throws IOException if the file cannot be read to its end
     */
    public boolean importUsers(InputStream rows, boolean dryRun, Listener listener) throws IOException {
        ImportTask task = ImportTask.answered(dryRun, Operator.OPERATOR, Operator.context(), Language.byDefault());
        boolean[] good = {true};
        imports.run(
                rows,
                Long.MAX_VALUE,
                task,
                answers -> answers.forEach(answer -> {
                    if (answer instanceof RowResult row) {
                        boolean failed = row.status() == RowStatus.FAILED;
                        good[0] &= !failed;
                        listener.row(line(row), failed);
                    } else {
                        listener.summary(line(answer));
                    }
                }));
        return good[0];
    }

    /**
     * Gives each user to the sink, as one line of JSON, and returns how many they were.
     *
     * @param recipientKey a JWK as JSON
     */
    public ExportCounts exportUsers(String recipientKey, Consumer<String> sink) {
        ExportTask task = new ExportTask(recipient(recipientKey), Operator.OPERATOR, Operator.context());
        exports.begin(task);
        return exports.run(task, row -> sink.accept(line(row)));
    }

    private static RecipientKey recipient(String jwk) {
        try {
            return RecipientKey.parse(jwk);
        } catch (UnusableKeyException unusable) {
            throw new ProblemException(ProblemType.INVALID_REQUEST)
                    .detail(Text.untranslated("The recipient's key " + unusable.why() + "."));
        }
    }

    private String line(Object answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A row cannot be written", e);
        }
    }
}
