import OctavoLanguage

extension Call {
    /// The argument for a parameter, `fallback` where it is left out or null; while a program is checked and the value is not known yet, one
    /// that stands for it.
    func option<T: ArgumentType>(_ name: String, _ arguments: BoundArguments, _ fallback: T) throws -> T {
        guard let place = verb.parameters.firstIndex(where: { $0.name == name }), let argument = arguments.single[place] else {
            return fallback
        }
        if case .null = argument.value { return fallback }
        if case .unknown = argument.value { return T.stand ?? fallback }
        return try T.decode(argument, in: self, parameter: verb.parameters[place])
    }
}
