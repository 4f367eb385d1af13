import OctavoSource

extension Explanation {
    static let providers: [Explanation] = [
        Explanation(
            "unknown-provider", "A provider that is not known",
            "`openai`, `ollama`, `vllm` and `llamacpp` are known by themselves, `echo` and `template` answer without a network; `providers:` in `config/octavo.yaml` names others, and `provider:` there the one that is meant where a program names none."
        ),
        Explanation(
            "provider-unreachable", "A provider that nothing is heard from",
            "Its host is not found, nothing answers there, or its certificate is not trusted. `base_url` in `config/octavo.yaml` says where it is; a server on this machine may not be running."
        ),
        Explanation(
            "provider-redirects", "A provider that sends requests elsewhere",
            "A redirect is not followed: the key would go to another address. Where the address has changed, `base_url` in `config/octavo.yaml` names the new one."
        ),
        Explanation(
            "wrong-key", "A key that the provider refuses",
            "No request could be answered with this key, so none is sent after it. The key stands in the environment, under the name that `key:` of the provider gives in `config/octavo.yaml`; for `openai` that is `OPENAI_API_KEY`."
        ),
        Explanation(
            "no-vector", "A text that no vector came for",
            "The provider gave no vector, and the message says why. Over a table such a row keeps its place, with null as `embedding` and the reason as `error`."
        ),
        Explanation(
            "no-price", "A budget in money without a price",
            "What a request costs follows from the tokens that it took and `prices:` of the provider in `config/octavo.yaml`, for a million tokens of input and output. A budget in tokens needs no price."
        ),
        Explanation(
            "bad-training-rows", "Rows that a provider would not train on",
            "A provider trains on ten conversations at least, each with a text and an answer that are not empty, in a file of 512 MiB at most, and measures with others than it learns from. All that is looked at before anything is sent."
        ),
        Explanation(
            "over-budget", "A training that would take more than it may",
            "`limits: {tokens: …, money: …}` is compared with what the rows are before anything is sent, times the passes over them. Tokens are counted with the model's own encoding where that is known and its ranks are in the project (`scripts/setup --tokenizers`), else estimated; a note says which. The provider's own count decides what is paid."
        ),
        Explanation(
            "training-failed", "A training that a provider did not do",
            "It refused the rows, failed, or was cancelled, and the message has its words. The same call begins anew; where only the connection failed, it goes on with what the provider has."
        ),
        Explanation(
            "training-not-done", "A training that outlives the call",
            "`limits: {deadline: …}` is how long the call waits. The training goes on at the provider, and the same call follows it: how far it has come stands in `.octavo/fine-tuning`."
        ),
        Explanation(
            "no-recording", "A request without a recorded answer",
            "`octavo test` asks no provider: it gives the answers that `prompts/recordings` holds. Something in the request is new, such as a word of the prompt, the model or a parameter; the message names what differs from the nearest recorded request. `octavo run` asks for what is missing and records it."
        ),
        Explanation(
            "bad-recording", "A recorded answer that cannot be read",
            "Each line of a file in `prompts/recordings` is a request and its answer as JSON. Answers may be edited by hand, requests not: their digest would not fit. After a merge both sides' lines are kept, without the marks."
        ),
    ]
}
