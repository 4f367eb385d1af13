import OctavoLanguage
import OctavoSource
import OctavoTable

/// Reads a call's options by their names, each mistake at its place.
struct OptionReader {
    let call: Call
    let arguments: BoundArguments
    /// What options are that the call does not write, such as those of a file.
    var others: [String: BoundArguments.Argument] = [:]

    func index(_ name: String) -> Int { call.verb.parameters.firstIndex { $0.name == name } ?? 0 }
    func place(_ name: String) -> SourceRange { argument(name)?.range ?? call.range(ofArgument: index(name)) }

    /// What was written for the option; `nil` where nothing was, or null.
    func argument(_ name: String) -> BoundArguments.Argument? {
        if let argument = arguments.single[index(name)], !argument.value.isNull { return argument }
        return others[name].flatMap { $0.value.isNull ? nil : $0 }
    }

    func isUnknown(_ name: String) -> Bool { argument(name)?.value.isUnknown ?? false }

    func option<T: ScalarType>(_ name: String) throws -> T? {
        guard let argument = argument(name) else { return nil }
        if argument.value.isUnknown { return T.stand }
        return try T.decode(argument, in: call, parameter: call.verb.parameters[index(name)])
    }

    func count(_ name: String, atLeast least: Int, atMost most: Int = .max) throws -> Int? {
        guard let number: Int = try option(name) else { return nil }
        if number < least {
            throw Diagnostic("wrong-argument", "`\(name)` is at least \(least), not \(number)", at: place(name))
        }
        if number > most {
            throw Diagnostic(
                "wrong-argument", "`\(name)` is at most \(Quantity.grouped(most)), not \(Quantity.grouped(number))",
                at: place(name))
        }
        return number
    }

    func number(_ name: String, atLeast least: Double, atMost most: Double = .infinity) throws -> Double? {
        guard let number: Double = try option(name) else { return nil }
        guard number >= least, number <= most, number.isFinite else {
            let range =
                most < .infinity
                ? "from \(DatumText.float(least)) to \(DatumText.float(most))" : "at least \(DatumText.float(least))"
            throw Diagnostic("wrong-argument", "`\(name)` is \(range), not \(DatumText.float(number))", at: place(name))
        }
        return number
    }

    /// The fields of an option that is a record; those that only a run can know are left out.
    func fields(_ name: String, _ example: String) throws -> [(name: String, value: Datum)] {
        guard let argument = argument(name), !argument.value.isUnknown else { return [] }
        guard case .record(let record) = argument.value else {
            throw Diagnostic(
                "wrong-argument", "`\(name)` is a record, not \(article(argument.value.kindName))", at: argument.range,
                help: ["`\(name): \(example)`"])
        }
        return try record.fields.compactMap { field in
            if field.value.isUnknown { return nil }
            guard let datum = field.value.datum else {
                throw Diagnostic(
                    "wrong-argument", "`\(field.name)` of `\(name)` is a plain value, not \(article(field.value.kindName))",
                    at: argument.range)
            }
            return (field.name, datum)
        }
    }

    func choice<Option: RawRepresentable<String> & CaseIterable & Sendable>(_ name: String) throws -> Option? {
        guard let argument = argument(name), !argument.value.isUnknown else { return nil }
        return try Choice<Option>.decode(argument, in: call, parameter: call.verb.parameters[index(name)]).option
    }
}
