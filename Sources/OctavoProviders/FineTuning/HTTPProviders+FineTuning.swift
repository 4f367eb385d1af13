package import OctavoLanguage
package import OctavoTable

extension HTTPProviders {
    package func trainingPrice(of target: ChatTarget) -> Double? { settings(of: target)?.prices[target.model]?.training }

    package func fineTune(
        _ request: FineTuneRequest, _ options: AskOptions, known: FineTuneProgress, context: ExecutionContext,
        note: (FineTuneProgress?) throws -> Void
    ) throws -> FineTuneResult {
        let account = try ProviderAccount(reachable(request.target, "training with"), environment, agent: agent)
        var training = try FineTuning(request, options, known: known, account, clock, context)
        return try training.run(note)
    }
}
