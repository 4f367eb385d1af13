import Testing

@Suite struct TimeVerbTests {
    @Test(
        arguments: [
            ("date(\"2026-01-31\")", "2026-01-31"), ("date(\" 2026-01-31T23:30:00-02:00 \")", "2026-02-01"),
            ("date(@2026-01-31T10:00Z)", "2026-01-31"),
            ("date(\"31/01/2026\", \"%d/%m/%Y\")", "2026-01-31"), ("date(\"Jan 5, 2026\", \"%b %d, %Y\")", "2026-01-05"),
            ("date(\"5 january 26\", \"%e %B %y\")", "2026-01-05"), ("date(\"2024-366\", \"%Y-%j\")", "2024-12-31"),
            ("time(\"2026-01-31T10:00+02:00\")", "2026-01-31T08:00:00Z"),
            ("time(\"2026-01-31 10:00:00.5\")", "2026-01-31T10:00:00.500Z"),
            ("time(\"2026-01-31T10:00:00.1234569Z\")", "2026-01-31T10:00:00.123456Z"),
            ("time(\"2026-01-31\")", "2026-01-31T00:00:00Z"),
            ("time(\"1969-12-31T23:59:59Z\")", "1969-12-31T23:59:59Z"), ("time(@2026-01-31)", "2026-01-31T00:00:00Z"),
            ("time(\"2026-01-31 10:00 -0530\")", "2026-01-31T15:30:00Z"),
            ("time(\"01/31/2026 12:05 AM\", \"%m/%d/%Y %I:%M %p\")", "2026-01-31T00:05:00Z"),
            ("time(\"Sat, 31 Jan 2026 10:00:00 +0100\", \"%a, %d %b %Y %T %z\")", "2026-01-31T09:00:00Z"),
            ("year(@2026-01-31)", "2026"), ("month(@2026-01-31)", "1"), ("day(@2026-01-31)", "31"),
            ("hour(@2026-01-31T23:05:07Z)", "23"),
            ("minute(@2026-01-31T23:05:07Z)", "5"), ("second(@2026-01-31T23:05:07Z)", "7"), ("hour(@1969-12-31T22:00Z)", "22"),
            ("weekday(@2026-01-31)", "6"), ("weekday(@1970-01-01)", "4"), ("weekday(@1969-12-28)", "7"),
            ("weekday(@1969-12-29)", "1"),
            ("since(@2026-03-01, @2026-02-01)", "4w"), ("since(@2026-01-01T12:00Z, @2026-01-02)", "-12h"),
            (
                "format_time(@2026-01-05T09:03:04Z, \"%Y-%m-%d %H:%M:%S.%f %j %a %A %b %B %Z %%\")",
                "\"2026-01-05 09:03:04.000000 005 Mon Monday Jan January UTC %\""
            ),
            ("format_time(@2026-01-05T13:00Z, \"%I %p %e %u %y\")", "\"01 PM  5 1 26\""),
            ("format_time(@2021-01-03, \"%G-W%V\")", "\"2020-W53\""),
            ("format_time(@2026-12-31, \"%G-W%V-%u\")", "\"2026-W53-4\""),
            ("format_time(@2024-12-30, \"%G-W%V\")", "\"2025-W01\""),
            ("truncate_time(@2026-05-17, \"quarter\")", "2026-04-01"), ("truncate_time(@2026-05-17, \"week\")", "2026-05-11"),
            ("truncate_time(@2026-05-17T10:45:30Z, \"hour\")", "2026-05-17T10:00:00Z"),
            ("truncate_time(@1969-12-31T23:30Z, \"day\")", "1969-12-31T00:00:00Z"),
            ("truncate_time(@2026-05-17, \"year\")", "2026-01-01"), ("truncate_time(@2026-05-17, \"month\")", "2026-05-01"),
        ])
    func givesTheValue(program: String, expected: String) {
        #expect(Harness.run(program) == [expected])
    }

    @Test(
        arguments: [
            "date(null)", "time(null)", "year(null)", "since(null, @2026-01-01)", "since(@2026-01-01, null)",
            "format_time(null, \"%Y\")",
        ])
    func givesNullForNull(program: String) {
        #expect(Harness.run("\(program) == null") == ["true"])
    }

    @Test(
        arguments: [
            ("date(\"2026-02-30\")", "not-a-date"), ("date(\"\")", "not-a-date"), ("date(\"tomorrow\")", "not-a-date"),
            ("date(\"2026-1-1\")", "not-a-date"),
            ("date(\"31/13/2026\", \"%d/%m/%Y\")", "not-a-date"), ("date(\"31/01/2026x\", \"%d/%m/%Y\")", "not-a-date"),
            ("date(\"2025-366\", \"%Y-%j\")", "not-a-date"), ("date(\"01\", \"%d\")", "not-a-date"),
            ("time(\"2026-01-31T25:00\")", "not-a-time"),
            ("time(\"2026-01-31T10\")", "not-a-time"), ("time(\"2026-01-31T10:00+\")", "not-a-time"),
            ("time(\"10:00\")", "not-a-time"),
            ("date(\"x\", \"%Q\")", "bad-time-pattern"), ("format_time(@2026-01-01, \"%\")", "bad-time-pattern"),
            ("hour(@2026-01-01)", "wrong-argument"),
            ("year(\"2026\")", "wrong-argument"), ("year(5)", "wrong-argument"), ("since(@2026-01-01, 5)", "wrong-argument"),
            ("truncate_time(@2026-01-01, \"decade\")", "unknown-choice"), ("date(5)", "wrong-argument"),
        ])
    func refusesWithACode(program: String, code: String) {
        #expect(Harness.run(program) == ["error: \(code)"])
    }

    @Test func readsBackWhatItWrites() {
        let program = """
            t = @1970-01-01
            [time(format_time(t + i * 37d, "%d.%m.%Y"), "%d.%m.%Y") == time(t + i * 37d) for i in -300..300] | all(.)
            """
        #expect(Harness.run(program) == ["true"])
    }

    @Test(
        arguments: [
            ("year(.at)", "[2026, null]"), ("date(.s)", "[2026-01-02, null]"), ("since(.at, .d)", "[34h, null]"),
            ("truncate_time(.at, \"day\")", "[2026-01-02T00:00:00Z, null]"), ("format_time(.at, \"%H\")", "[\"10\", null]"),
        ])
    func worksOnColumns(expression: String, expected: String) {
        let rows = "table([{at: @2026-01-02T10:00Z, d: @2026-01-01, s: \"2026-01-02\"}, {at: null, d: null, s: null}])"
        #expect(Harness.run("(\(rows) | derive(y: \(expression))).y | map(.)") == [expected])
    }
}
