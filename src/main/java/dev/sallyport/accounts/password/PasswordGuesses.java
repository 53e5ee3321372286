package dev.sallyport.accounts.password;

import com.nulabinc.zxcvbn.Context;
import com.nulabinc.zxcvbn.Scoring;
import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.StandardKeyboards;
import com.nulabinc.zxcvbn.matchers.DateMatcher;
import com.nulabinc.zxcvbn.matchers.Dictionary;
import com.nulabinc.zxcvbn.matchers.DictionaryMatcher;
import com.nulabinc.zxcvbn.matchers.Keyboard;
import com.nulabinc.zxcvbn.matchers.L33tMatcher;
import com.nulabinc.zxcvbn.matchers.Match;
import com.nulabinc.zxcvbn.matchers.RegexMatcher;
import com.nulabinc.zxcvbn.matchers.RepeatMatcher;
import com.nulabinc.zxcvbn.matchers.ReverseDictionaryMatcher;
import com.nulabinc.zxcvbn.matchers.SequenceMatcher;
import com.nulabinc.zxcvbn.matchers.SpatialMatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How many guesses a text withstands, by zxcvbn's matchers and scoring.
 *
 * <p>zxcvbn tries every combination of the look-alike characters in a text. With four signs for one letter and two for
 * the next these are hundreds, and each is looked up in every dictionary: a hundred characters take seconds. Here all
 * signs for one letter are replaced by one of them first, which leaves {@link #MOST_READINGS} combinations. Matchers
 * that depend on the original characters get the unchanged text.
 */
final class PasswordGuesses {

    /**
     * An l is 1 or 7, and a g is 6 or 9: zxcvbn's other letters have one character each once the signs are made one.
     */
    static final int MOST_READINGS = 4;

    /** Signs for a letter for which zxcvbn's table also has another character. */
    private static final String SIGNS = "@{[<!|$+";

    /** The replacement for each of them. Digits are kept, so that dates are still recognized. */
    private static final String SAME_AS = "4(((1157";

    private final Context context;
    private final Scoring scoring;
    private final Map<String, Map<String, Integer>> known;

    PasswordGuesses() {
        try {
            context = new Context(
                    byName(StandardDictionaries.loadAllDictionaries(), Dictionary::getName),
                    byName(StandardKeyboards.loadAllKeyboards(), Keyboard::getName));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        scoring = new Scoring(context);
        known = context.getDictionaryMap().values().stream()
                .collect(Collectors.toMap(Dictionary::getName, Dictionary::getRankedDictionary));
    }

    /**
     * The guesses that an attacker needs who knows these words.
     *
     * @param text of at most some hundred characters: the work grows with the square of them
     * @param pause is run after each step of the work; what it throws ends the work
     */
    double of(String text, List<String> words, Runnable pause) {
        Map<String, Map<String, Integer>> dictionaries = with(words);
        String unified = unified(text);
        List<Match> matches = new ArrayList<>();
        List<Step> steps = List.of(
                () -> new DictionaryMatcher(context, dictionaries).execute(text),
                () -> new ReverseDictionaryMatcher(context, dictionaries).execute(text),
                () -> new L33tMatcher(context, dictionaries).execute(unified),
                () -> new SpatialMatcher(context).execute(text),
                () -> new RepeatMatcher(context).execute(unified),
                () -> new SequenceMatcher(context).execute(text),
                () -> new RegexMatcher(context).execute(text),
                () -> new DateMatcher(context).execute(text));
        for (Step step : steps) {
            matches.addAll(step.find());
            pause.run();
        }
        return scoring.calculateMostGuessableMatchSequence(text, matches).getGuesses();
    }

    private interface Step {
        List<Match> find();
    }

    /** Each sign replaced by the one that stands for it. */
    static String unified(String text) {
        StringBuilder same = new StringBuilder(text);
        for (int at = 0; at < same.length(); at++) {
            int sign = SIGNS.indexOf(same.charAt(at));
            if (sign >= 0) {
                same.setCharAt(at, SAME_AS.charAt(sign));
            }
        }
        return same.toString();
    }

    private Map<String, Map<String, Integer>> with(List<String> words) {
        Map<String, Map<String, Integer>> all = new HashMap<>(known);
        List<String> lower =
                words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
        all.put("user_inputs", new Dictionary("user_inputs", lower).getRankedDictionary());
        return all;
    }

    private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
        return all.stream().collect(Collectors.toMap(name, Function.identity()));
    }
}
