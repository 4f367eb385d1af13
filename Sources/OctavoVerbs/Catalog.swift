package import OctavoLanguage

extension Catalog {
    /// Every function of the language, in the order of the reference.
    package static let standard = Catalog(tables + ScalarCatalog.verbs)

    private static let tables: [Verb] = [
        .head, .tail, .sample, .count, .describe, .schema, .columns, .plot, .histogram, .report, .plan, .help,
        .load, .write, .saveData, .data, .snapshots, .lineage,
        .filter, .derive, .select, .drop, .rename, .sort, .desc, .distinct, .summarize, .join, .union, .explode, .unnest,
        .pivot, .unpivot, .table, .records, .threads,
        .sum, .mean, .median, .min, .max, .std, .quantile, .first, .last, .distinctCount, .collect, .mode,
        .rowNumber, .lag, .lead, .cumulativeSum, .rank,
        .removePII, .findPII, .hasPII, .normalizeText, .clean,
        .filterNoise, .whatIf, .leakage,
        .expect, .allDistinct, .matchesSchema, .drift, .split,
        .annotate, .describeRules, .agreement, .disagreements,
        .train, .predict, .evaluate, .compare, .errors, .explain, .crossValidate, .tune, .suspiciousLabels,
        .publish, .model, .models, .promote, .textFeatures, .runs, .preprocess,
        .prompt, .render, .chosenExamples, .release, .versions, .diff,
        .ask, .embed, .judge, .injectionCases,
        .map, .fold, .any, .all, .sortBy,
        .print, .now, .env, .secret,
    ]
}
