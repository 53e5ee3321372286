package dev.sallyport.client;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/**
 * A response of {@code GET /v1/revocations}.
 *
 * @param listed how many entries it has, those of unknown types included
 */
record RevocationPage(List<Item> items, int listed, String next) {

    private static final Set<String> TYPES = Set.of("session", "user", "key");

    record Item(String type, String id, Instant revokedAt, Instant until) {}

    /** Types of later versions are passed over: what they are about is not known here. */
    static RevocationPage parse(byte[] json) throws JoseException {
        Map<String, Object> page = JsonUtil.parseJson(new String(json, StandardCharsets.UTF_8));
        if (!(page.get("items") instanceof List<?> listed) || !(page.get("next") instanceof String next)) {
            throw new JoseException("This is no page of revocations");
        }
        List<Item> items = new ArrayList<>();
        for (Object one : listed) {
            if (!(one instanceof Map<?, ?> item)) {
                throw new JoseException("This is no revocation");
            }
            String type = text(item, "type");
            if (TYPES.contains(type)) {
                items.add(new Item(type, text(item, "id"), time(item, "revokedAt"), time(item, "until")));
            }
        }
        return new RevocationPage(items, listed.size(), next);
    }

    private static String text(Map<?, ?> item, String name) throws JoseException {
        if (item.get(name) instanceof String text) {
            return text;
        }
        throw new JoseException("A revocation has no " + name);
    }

    private static Instant time(Map<?, ?> item, String name) throws JoseException {
        try {
            return Instant.parse(text(item, name));
        } catch (DateTimeException e) {
            throw new JoseException("A revocation has no valid " + name, e);
        }
    }
}
