// swift-tools-version: 6.2
// The layers of Octavo, bottom first: a target imports only from rows below its own. docs/ARCHITECTURE.md holds the same
// table, and a test compares both with the imports in the sources.
import PackageDescription

/// Every Swift target asks the compiler the questions a reviewer would forget.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
    // Modules do not inline into each other by default; see docs/decisions/release-flags.md for what this buys.
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

/// C loops stay fast under `swift test`, where Swift itself is built for debugging.
let fastC: [CSetting] = [.unsafeFlags(["-O3", "-Wall", "-Wextra", "-Werror"])]

/// The Swift runtime inside the program halves its start-up. On the executable alone, since the test library exists only as a
/// shared one; so the archives that static Foundation needs, which `--static-swift-stdlib` would name, are named here.
let staticRuntime: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-static-stdlib", "-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCShims", "-l_FoundationCollections",
            "-lswiftSynchronization",
        ], .when(platforms: [.linux], configuration: .release))
]

func layer(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.init(stringLiteral: name)] + dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
    name: "octavo",
    products: [.executable(name: "octavo", targets: ["octavo"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // System libraries and C shims.
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CPCRE2System", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(name: "CLibeditSystem", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
        // Loops over bytes that Swift cannot vectorise: structure finding, numbers, arithmetic with overflow.
        .target(name: "CKernels", cSettings: fastC),
        // Patterns over UTF-8 by PCRE2, with limits, one workspace a thread.
        .target(name: "CPCRE2", dependencies: ["CPCRE2System"], cSettings: fastC),
        // The variadic calls of libedit, wrapped so that Swift can make them.
        .target(name: "CLibedit", dependencies: ["CLibeditSystem"], cSettings: fastC),
        // SHA-256 of libcrypto, opened on first use so that start-up does not pay for it.
        .target(name: "CCrypto", cSettings: fastC),
        // Unicode's normalization forms by libutf8proc, opened on first use so that start-up does not pay for it.
        .target(name: "CUnicode", cSettings: fastC),
        // SQLite, opened on first use so that start-up does not pay for it.
        .target(name: "CSQLite", cSettings: fastC),
        // HTTP by libcurl, opened on first use so that start-up does not pay for it.
        .target(name: "CCurl", cSettings: fastC),

        // 0: no language in sight.
        // Where things stand in a text, and how to say what is wrong there.
        layer("OctavoSource"),
        // Columns in Arrow's memory layout, schemas, plans, the loops that run them, and formats from bytes to table and back.
        layer("OctavoTable", ["OctavoSource", "CKernels", "CZlib", "CZstd"]),
        // Algorithms over the bytes of texts.
        layer("OctavoText", ["CKernels", "CCrypto", "CPCRE2", "CUnicode"]),

        // 1
        // Text to tree and back; the formatter; "is this complete?".
        layer("OctavoSyntax", ["OctavoSource"]),
        // A Markdown file as cells and outputs, byte-exact both ways.
        layer("OctavoNotebook", ["OctavoSource"]),
        // Learning from labels, and measures of how far they agree.
        layer("OctavoModels", ["OctavoTable", "OctavoText", "CKernels"]),
        // Figures from columns: scales, ticks, marks; drawn as SVG, as Unicode text, or as Vega-Lite.
        layer("OctavoPlot", ["OctavoSource", "OctavoTable"]),

        // YAML files as trees that know their places.
        layer("OctavoYAML", ["OctavoSource", "OctavoTable", .product(name: "Yams", package: "Yams")]),

        // 2
        // Types, values, function declarations, checking, evaluating.
        layer("OctavoLanguage", ["OctavoSource", "OctavoSyntax", "OctavoTable", "CKernels"]),

        // Prompts as templates with typed inputs: checked, rendered over columns, kept in versions; and the choice of examples.
        layer(
            "OctavoPrompts",
            ["OctavoSource", "OctavoTable", "OctavoText", "OctavoSyntax", "OctavoYAML", "OctavoLanguage"]),

        // 3
        // The catalogue: one file a verb.
        layer(
            "OctavoVerbs",
            [
                "OctavoSource", "OctavoTable", "OctavoText", "OctavoYAML", "OctavoPlot", "OctavoModels", "OctavoLanguage",
                "OctavoPrompts", "CKernels",
            ]),

        // 4
        // A session: cells in, events out; the graph of cells; replay and comparison; rendering of values.
        layer(
            "OctavoKernel",
            ["OctavoSource", "OctavoTable", "OctavoSyntax", "OctavoNotebook", "OctavoPlot", "OctavoLanguage", "OctavoVerbs"]),

        // 5: one target per outside library or machine.
        // The files, clock and environment of this machine, behind the kernel's capabilities.
        layer("OctavoSystem", ["OctavoSource", "OctavoTable", "OctavoText", "OctavoLanguage"]),
        // What a project keeps: saved versions of tables.
        layer("OctavoStore", ["OctavoSource", "OctavoTable", "OctavoLanguage"]),
        // Tables and queries of SQLite databases.
        layer("OctavoSQLite", ["OctavoSource", "OctavoTable", "OctavoLanguage", "CSQLite"]),
        // Language models behind OpenAI's protocol.
        layer("OctavoProviders", ["OctavoSource", "OctavoTable", "OctavoLanguage", "CCurl"]),
        // The kernel at a terminal.
        layer("OctavoREPL", ["OctavoSource", "OctavoVerbs", "OctavoKernel", "CLibedit"]),

        // 6
        // The command line, and the only place where everything meets.
        .executableTarget(
            name: "octavo",
            dependencies: [
                "OctavoSource", "OctavoTable", "OctavoText", "OctavoSyntax", "OctavoNotebook", "OctavoYAML", "OctavoLanguage",
                "OctavoVerbs", "OctavoKernel", "OctavoSystem", "OctavoStore", "OctavoSQLite", "OctavoProviders", "OctavoREPL",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict,
            linkerSettings: staticRuntime),

        // The project's own files and golden files, for tests that read them.
        .target(name: "ProjectFiles", path: "Tests/ProjectFiles", swiftSettings: strict),
        tests("OctavoSource", ["ProjectFiles"]),
        tests("OctavoTable", ["OctavoSource"], exclude: ["Formats/Fixtures"]),
        tests("OctavoText", ["CCrypto", "ProjectFiles"], exclude: ["Normalization/Cases"]),
        tests("OctavoSyntax", ["OctavoSource"]),
        tests("OctavoNotebook", ["OctavoSource"], exclude: ["Fixtures"]),
        tests("OctavoModels", ["OctavoTable"]),
        tests("OctavoYAML", ["OctavoSource"]),
        tests("OctavoPlot", ["OctavoSource", "OctavoTable", "ProjectFiles"], exclude: ["Golden"]),
        tests(
            "OctavoVerbs", ["OctavoSource", "OctavoSyntax", "OctavoTable", "OctavoModels", "OctavoLanguage", "ProjectFiles"],
            exclude: ["Differential/Recorded", "Tokens/Fixtures"]),
        tests(
            "OctavoPrompts", ["OctavoSource", "OctavoTable", "OctavoYAML", "OctavoLanguage", "OctavoVerbs", "ProjectFiles"],
            exclude: ["Foreign/Cases"]),
        tests("OctavoREPL", ["OctavoSource", "OctavoVerbs", "OctavoKernel"]),
        tests(
            "OctavoKernel",
            [
                "OctavoSource", "OctavoTable", "OctavoSyntax", "OctavoNotebook", "OctavoLanguage", "OctavoVerbs", "OctavoSystem",
                "OctavoStore",
                "ProjectFiles",
            ], exclude: ["Mistakes/Golden", "Mistakes/Files"]),
        tests(
            "OctavoStore",
            ["OctavoSource", "OctavoTable", "OctavoText", "OctavoSyntax", "OctavoLanguage", "OctavoVerbs", "OctavoSystem"]),
        tests("OctavoSQLite", ["OctavoSource", "OctavoTable", "OctavoLanguage"]),
        tests("OctavoProviders", ["OctavoSource", "OctavoTable", "OctavoLanguage"]),
        tests("OctavoSystem", ["OctavoSource", "OctavoTable", "OctavoText"]),
    ]
)
