// Feeds the readers any bytes: no crash, and reading in one pass gives what a scan and a second pass give.
//
// Outside SwiftPM, which cannot link a fuzzer. From the repository's root:
//
//   mkdir -p .build/fuzz && cd .build/fuzz && S=../../Sources && F="-O -sanitize=fuzzer,address -package-name octavo
//     -parse-as-library -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault
//     -enable-upcoming-feature MemberImportVisibility -I . -I $S/CZlib -I $S/CZstd -Xcc -fmodule-map-file=CKernels.modulemap"
//   echo "module CKernels { header \"$PWD/$S/CKernels/include/CKernels.h\" export * }" > CKernels.modulemap
//   clang -c -g -O2 -fsanitize=address,fuzzer-no-link -I $S/CKernels/include $S/CKernels/*.c
//   swiftc $F -wmo -module-name OctavoSource -emit-module -emit-object -o source.o $S/OctavoSource/*.swift
//   swiftc $F -wmo -module-name OctavoTable -emit-module -emit-object -o table.o $(find $S/OctavoTable -name '*.swift')
//   swiftc $F ../../Tests/Fuzz/ReadersFuzz.swift *.o -lz -lzstd -o readers && mkdir -p corpus
//   SWIFT_BACKTRACE=enable=no ./readers -max_len=4096 -max_total_time=60 corpus
//
// The first byte chooses: bit 0 the format (JSON Lines or CSV), bits 1 and 2 what happens to malformed records, bit 3 whether
// source columns are added.
import OctavoSource
import OctavoTable

private struct OneFile: FileAccess {
    let bytes: [UInt8]

    func contents(of path: String) throws -> FileContents { FileContents(Buffer(bytes)) }
    func resolve(_ pattern: String) throws -> [String] { [pattern] }
    func entries(of folder: String) -> [String] { [] }
    func digest(of path: String) throws -> String { "" }
    func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {}
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    var options = ScanOptions(format: choice & 1 == 0 ? .jsonl : .csv)
    options.bad = [.error, .skip, .keep, .skip][Int(choice >> 1 & 3)]
    options.includesSource = choice & 8 != 0
    let context = ExecutionContext(files: OneFile(bytes: Array(input.dropFirst())), threads: 1)
    let whole: Table
    do {
        whole = try TableReader.readAll(files: ["f"], options: options, context: context).1
    } catch {
        precondition(error is Diagnostic, "an error that is no diagnostic")
        return 0
    }
    do {
        let scan = try TableReader.inferSchema(files: ["f"], options: options, context: context)
        precondition(scan.fileSchema == whole.schema, "two schemas for one file")
        var rows = 0
        try TableReader.read(scan, context: context, filter: nil) { chunk in
            for row in 0..<chunk.count {
                let expected = whole.record(rows + row).map(\.value)
                for (place, column) in chunk.columns.enumerated() {
                    precondition(column[row] == expected[place], "two values for one cell")
                }
            }
            rows += chunk.count
            return true
        }
        precondition(rows == whole.count, "two numbers of rows for one file")
    } catch {
        preconditionFailure("a file that loads once and not again")
    }
    return 0
}
