package refresher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Reads a file of whole numbers: lists begin with their length, flags are a word of 0 and 1. */
final class Numbers implements AutoCloseable {

    private final BufferedReader reader;

    Numbers(Path path) throws IOException {
        reader = Files.newBufferedReader(path);
    }

    private String word() {
        try {
            int character = reader.read();
            while (Character.isWhitespace(character)) {
                character = reader.read();
            }
            StringBuilder text = new StringBuilder();
            while (character >= 0 && !Character.isWhitespace(character)) {
                text.append((char) character);
                character = reader.read();
            }
            return text.toString();
        } catch (IOException error) {
            throw new IllegalStateException(error);
        }
    }

    long big() {
        return Long.parseLong(word());
    }

    int one() {
        return Integer.parseInt(word());
    }

    int[] ints() {
        int[] values = new int[one()];
        for (int n = 0; n < values.length; n++) {
            values[n] = one();
        }
        return values;
    }

    long[] bigs() {
        long[] values = new long[one()];
        for (int n = 0; n < values.length; n++) {
            values[n] = big();
        }
        return values;
    }

    boolean[] flags() {
        String text = word().substring(1);
        boolean[] values = new boolean[text.length()];
        for (int n = 0; n < values.length; n++) {
            values[n] = text.charAt(n) == '1';
        }
        return values;
    }

    <T> List<T> list(IntFunction<T> read) {
        int length = one();
        List<T> values = new ArrayList<>(length);
        for (int n = 0; n < length; n++) {
            values.add(read.apply(n));
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
