package dev.sallyport.moving;

import dev.sallyport.base.ids.ImportId;
import dev.sallyport.security.crypto.SealedSecrets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Some rows of an import that runs by itself, as they wait for it: sealed, since they have secrets in clear.
 *
 * @param number its place among the chunks of the import, from 0
 */
record ImportChunk(int number, List<LineReader.Line> lines) {

    /** The most bytes of the lines of a chunk, unless a line alone has more. */
    static final int MAX_BYTES = 64 * 1024;

    private static final int HEAD = Integer.BYTES + Integer.BYTES + 1;

    /** What sealed rows are bound to; the same as {@link SealedImportRows} says in SQL. */
    private static String context(ImportId id, int number) {
        return "user_import_chunk|" + id + "|" + number;
    }

    byte[] seal(ImportId id, SealedSecrets secrets) {
        ByteBuffer plain = ByteBuffer.allocate(
                lines.stream().mapToInt(line -> HEAD + kept(line).length).sum());
        for (LineReader.Line line : lines) {
            plain.putInt(line.number());
            plain.put((byte) (line.tooLong() ? 1 : 0));
            plain.putInt(kept(line).length);
            plain.put(kept(line));
        }
        return secrets.seal(plain.array(), context(id, number));
    }

    /** @throws dev.sallyport.security.crypto.UnsealException if the key is gone, or the bytes are not of this chunk */
    static ImportChunk unseal(ImportId id, int number, byte[] sealed, SealedSecrets secrets) {
        ByteBuffer plain = ByteBuffer.wrap(secrets.unseal(sealed, context(id, number)));
        List<LineReader.Line> lines = new ArrayList<>();
        while (plain.hasRemaining()) {
            int line = plain.getInt();
            boolean tooLong = plain.get() != 0;
            byte[] bytes = new byte[plain.getInt()];
            plain.get(bytes);
            lines.add(new LineReader.Line(line, bytes, tooLong));
        }
        return new ImportChunk(number, lines);
    }

    int lastLine() {
        return lines.get(lines.size() - 1).number();
    }

    /** The lines behind the one that is done. */
    List<LineReader.Line> after(int line) {
        return lines.stream().filter(each -> each.number() > line).toList();
    }

    /** Of a line that is too long, the number is enough. */
    private static byte[] kept(LineReader.Line line) {
        return line.tooLong() ? new byte[0] : line.bytes();
    }
}
