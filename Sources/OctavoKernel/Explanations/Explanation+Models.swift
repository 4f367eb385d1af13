import OctavoSource

extension Explanation {
    static let models: [Explanation] = [
        Explanation(
            "too-few-labels", "Nothing to tell apart",
            "A model tells one label from another, so its rows have two labels at least. Rows without a text or a label do not count.",
            wrong: "table([{q: \"a room\", l: \"book\"}]) | train(text: .q, label: .l)",
            right: "(table([{q: \"a room\", l: \"book\"}, {q: \"no\", l: \"stop\"}]) | train(text: .q, label: .l)).rows"),
        Explanation(
            "too-many-labels", "Nearly as many labels as rows",
            "A label is what many rows share. A column with more than a thousand values, hardly two rows each, is rather the text itself or a "
                + "number of the row, and learning it would take long and tell nothing."),
        Explanation(
            "unknown-model", "A model that is not there",
            "No published model has this name, or the provider that is asked knows none. `models()` lists what is published; a provider's own "
                + "list says how its models are called. A name with a slash or an ending is taken for the path of a file."),
        Explanation(
            "wrong-model", "A model that tells something else",
            "Some models tell a label, others a number or an answer, and what measures labels has no use for those. The message says which kind "
                + "the model is of; `m.kind` does too."),
        Explanation(
            "published-version", "A version that is taken",
            "What was published under a number stays as it is, so that an answer can be traced to the model that gave it. Another model is "
                + "published under another number."),
        Explanation(
            "damaged-model", "A file that is no model, or no longer the one that was written",
            "A model's file says the SHA-256 of its content, and is read only where both agree and every number fits. Nothing in it is run."
        ),
        Explanation(
            "newer-model", "A model of a later version of Octavo",
            "The file says in which form it is written, and this version does not know that form yet."),
        Explanation(
            "missing-measures", "Conditions over measures that a model does not have",
            "`promote` looks at what a model was measured to be when it was published: `publish(m, name, version: …, measured: test | "
                + "evaluate(m))`. A version never changes, so that a model without measures is published again, under another number."
        ),
        Explanation(
            "unused-option", "An option that the kind of model has no use for",
            "A `linear` model is learnt until nothing changes: it has no epochs, batches or rates. An `embedding` has no cost. What is not "
                + "used is said, so that nobody takes it for tried.",
            right: "table([{q: \"a room\", l: \"book\"}, {q: \"no\", l: \"stop\"}]) | train(text: .q, label: .l, cost: 4)"),
        Explanation(
            "unknown-run", "A training that was not noted",
            "`runs()` lists the trainings of this project. Those of `octavo test` and of read-only runs are not noted."),
        Explanation(
            "bad-run", "A note of a training that cannot be read",
            "Each training is a JSON file of its own under `.octavo/runs`. One that was changed or cut is left out of `runs()`, and named."
        ),
        Explanation(
            "run-not-noted", "A training that could not be noted",
            "The model is there all the same; its note under `.octavo/runs` is not, for want of room or of the right to write there."
        ),
        Explanation(
            "nothing-learnt", "A training whose loss stayed where it began",
            "The loss of an `embedding` falls from that of a guess towards zero. Where it hardly moved the steps were too small, or there were "
                + "too few: a rate that suits the fine-tuning of a large model, such as 1e-5, is far too small here. Of `trees` no round is kept "
                + "that tells less of rows which were held out than the round before; where the first tells less already, the columns say "
                + "nothing of the label."),
        Explanation(
            "two-numbers", "A label of two numbers",
            "A column of whole numbers is learnt as a number: predictions lie between, such as 0.37. Where the numbers stand for yes and no, "
                + "or for two kinds, `text(.column)` makes labels of them, and each prediction has a confidence.",
            right: "table([{paid: 0}, {paid: 1}]) | derive(paid: text(.paid))"),
        Explanation(
            "many-categories", "A column of texts that hardly two rows share",
            "Trees learn what the rows of a category have in common. A text that nearly every row has for itself, such as a name, a number in "
                + "words or a sentence, says nothing of other rows: leave it out, make something of it that rows share, or have a model learn "
                + "from the text itself."),
        Explanation(
            "few-answers", "Answers that are said to nobody else",
            "Numbers, names and dates in an answer are those of one guest, unless its conversation has them too or several rows say the same: "
                + "nobody else is told them. Where most answers have such facts, a `response` model has little to say. If they are facts that hold "
                + "for everybody, as in a list of questions and answers, `facts: \"shared\"` says every answer to all as it stands.",
            right: "train(faq, text: .question, label: .answer, model: \"response\", facts: \"shared\")"),
        Explanation(
            "ended-early", "A training that was ended by hand",
            "Ctrl-C at the prompt ends the training of an `embedding`, `auto` or `trees` and gives the best so far: of the lowest validation loss, or "
                + "without `validate:` the last. How far it came stands on its card (`epochs_done`, `rounds_done`). The same call goes on from there, "
                + "and ends in the model that an unbroken training gives; trees begin anew. A second Ctrl-C gives nothing. In a notebook and a script Ctrl-C ends the run, "
                + "and the next run goes on."),
        Explanation(
            "damaged-checkpoint", "A training that cannot go on where it was broken off",
            "What a training leaves under `.octavo/checkpoints` carries the SHA-256 of its content, and is used only where both agree. "
                + "Otherwise the training begins anew, and gives the same model."),
        Explanation(
            "checkpoint-not-kept", "A training that could not write down how far it is",
            "Every few seconds a training leaves what it has under `.octavo/checkpoints`. Where there is no room, or no right to write, it goes "
                + "on all the same; broken off, it would begin anew."),
    ]
}
