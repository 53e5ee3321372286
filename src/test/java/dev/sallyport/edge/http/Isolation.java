package dev.sallyport.edge.http;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who gets how far with which operation, as {@code isolation.txt} has it. */
final class Isolation {

    /** The callers, in the order of the columns. */
    enum Caller {
        /** No credential. */
        NOBODY,
        /** The token of an open challenge. */
        CHALLENGE,
        /** An enrollment token. */
        ENROLLING,
        /** A backend without the scope that the operation needs. */
        CLIENT,
        /** The owner of another account. */
        STRANGER,
        /** A support agent, who belongs to another account. */
        AGENT,
        MEMBER,
        ADMIN,
        OWNER,
        /** A backend with the scopes that the operation needs, and no other. */
        BACKEND
    }

    private static final String FILE = "/isolation.txt";

    private Isolation() {}

    /** The table: for each operation what each caller gets. */
    static Map<String, Map<Caller, String>> table() {
        try (BufferedReader file = new BufferedReader(
                new InputStreamReader(Isolation.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            return file.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> List.of(line.strip().split("\\s+")))
                    .collect(toMap(cells -> cells.get(0), Isolation::row, (one, other) -> one, LinkedHashMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Caller, String> row(List<String> cells) {
        if (cells.size() != Caller.values().length + 1) {
            throw new AssertionError("A row of " + FILE + " has too few or too many cells: " + cells);
        }
        return Arrays.stream(Caller.values())
                .collect(toMap(caller -> caller, caller -> cells.get(caller.ordinal() + 1)));
    }

    /** How far a caller got: refused by its status, or {@code in}, whatever the answer was. */
    static String outcome(Response answer) {
        int status = answer.statusCode();
        if (status >= 500) {
            throw new AssertionError(answer.asString());
        }
        boolean unknown = status == 401
                && List.of("not-authenticated", "invalid_client").stream().anyMatch(answer.asString()::contains);
        return unknown || status == 403 || status == 404 ? Integer.toString(status) : "in";
    }

    /** The rows that the table should have, and has otherwise or not at all; and those of removed operations. */
    static List<String> differences(Map<String, Map<Caller, String>> seen) {
        Map<String, Map<Caller, String>> table = table();
        List<String> differences = new ArrayList<>();
        seen.forEach((operation, row) -> {
            if (!row.equals(table.get(operation))) {
                differences.add(line(operation, row));
            }
        });
        table.keySet().stream()
                .filter(operation -> !seen.containsKey(operation))
                .forEach(removed -> differences.add(removed + " is no longer an operation"));
        return differences;
    }

    private static String line(String operation, Map<Caller, String> seen) {
        return String.format("%-26s", operation)
                + Arrays.stream(Caller.values())
                        .map(caller -> String.format("%-10s", seen.get(caller)))
                        .collect(joining());
    }
}
