package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let formatTime = Verb(
        polymorphic: "format_time", .times, "Writes a time or date as a pattern says.",
        notes: """
            Fields as in strftime: %Y year, %y its last two digits, %m month, %d day, %e day without zero, %j day of the year, %H hour, \
            %I hour of twelve, %p AM or PM, %M minute, %S second, %f microseconds, %a %A weekday, %b %B month, %u weekday 1 to 7, \
            %G %V year and week of ISO 8601, %Z UTC, %z +0000, %F date, %T time of day, %% a percent sign. Names are English.
            """,
        returns: .text,
        examples: [Example("format_time(@2026-01-31T10:05Z, \"%a %d %B, %H:%M\")", gives: "\"Sat 31 January, 10:05\"")],
        searchTerms: ["strftime", "to_char", "date_format"],
        loops: [
            .intToText([.time, .date], mayFail: true) { call in
                guard let pattern = try call.text(1).map({ try TimePattern($0) }) else { return nil }
                let isDate = call.column(0) == .date
                return { stored, writer in
                    let (day, time) = try Calendar.split(stored, isDate: isDate)
                    pattern.write(day: day, time: time) { writer.append($0) }
                    return true
                }
            }
        ],
        parameters: [.open("time", "The time or date."), .typed("pattern", .text, "The pattern.")],
        result: { types in
            try TimeArguments.check(types[0], "format_time")
            try TimeArguments.checkPattern(types, "format_time")
            return .text
        },
        body: { values in
            guard let (day, time) = try Calendar.split(values[0]), case .text(let pattern) = values[1] else { return .null }
            return .text(try TimePattern(pattern).text(day: day, time: time))
        })
}
