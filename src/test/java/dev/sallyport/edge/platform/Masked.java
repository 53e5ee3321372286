package dev.sallyport.edge.platform;

import java.util.LinkedHashMap;
import java.util.Map;

/** A text without what differs from run to run: ids, tokens, times, codes, versions. */
final class Masked {

    private static final Map<String, String> VARIABLE = new LinkedHashMap<>();

    static {
        VARIABLE.put("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>");
        VARIABLE.put("\\bsp_(\\w+?)_[A-Za-z0-9_.…-]+", "sp_$1_<token>");
        VARIABLE.put("\\beyJ[A-Za-z0-9_.…-]+", "<jwt>");
        VARIABLE.put("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "<time>");
        VARIABLE.put("\\d{1,2} [A-Z][a-z]+ \\d{4}, \\d\\d:\\d\\d", "<time>");
        VARIABLE.put("\\b[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\\b", "<recovery code>");
        VARIABLE.put("\\b[A-Z2-7]{4}( [A-Z2-7]{4}){7}\\b", "<grouped secret>");
        VARIABLE.put("\\b[A-Z2-7]{32}\\b", "<secret>");
        VARIABLE.put("\\b[0-9a-f]{64}\\b", "<paper key>");
        VARIABLE.put("\\b(iat|exp|auth_time): \\d+", "$1: <seconds>");
        VARIABLE.put("(?m)^( *)\\d{6}$", "$1<code>");
        VARIABLE.put("\\b\\d+ minutes? after", "<minutes> after");
        VARIABLE.put("(client secret: +)\\S+", "$1<secret>");
        VARIABLE.put("\\b604[78]\\d\\d\\b", "<a week>");
        VARIABLE.put("Expires=[A-Z][a-z]{2}, [^;]+ GMT", "Expires=<in a week>");
        VARIABLE.put("\\b(300|29\\d)\\b", "<five minutes>");
        VARIABLE.put("curl \\d+", "curl <version>");
        VARIABLE.put(" +(?=\n)", "");
    }

    private Masked() {}

    static String text(String text) {
        String masked = text.strip();
        for (Map.Entry<String, String> each : VARIABLE.entrySet()) {
            masked = masked.replaceAll(each.getKey(), each.getValue());
        }
        return masked;
    }
}
