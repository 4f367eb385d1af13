import OctavoLanguage

/// The functions of single values, in the order of the reference.
enum ScalarCatalog {
    static let verbs: [Verb] = text + numbers + times + lists + conversions

    private static let text: [Verb] = [
        .length, .wordCount, .lower, .upper, .trim, .replace, .matches, .extract, .splitText, .joinText, .contains, .startsWith,
        .endsWith, .slice, .similarity, .chrf, .bleu, .rougeL, .responseRelevance, .sentences, .language, .replyText, .splitReply,
        .tokens, .encode, .decode,
        .truncate, .trainTokenizer,
    ]
    private static let numbers: [Verb] = [
        .abs, .round, .floor, .ceil, .sqrt, .log, .exp, .minOf, .maxOf, .clamp, .div, .mod, .cosine,
    ]
    private static let times: [Verb] = [
        .date, .time, .year, .month, .day, .hour, .minute, .second, .weekday, .since, .formatTime, .truncateTime,
    ]
    private static let lists: [Verb] = [.keys, .values, .has, .get, .flatten, .unique, .reverse, .zip]
    private static let conversions: [Verb] = [.int, .float, .text, .bool, .json, .parseJSON, .typeOf, .hash]
}
