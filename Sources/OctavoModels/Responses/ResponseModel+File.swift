package import OctavoTable

extension ResponseModel {
    package var head: [(name: String, value: Datum)] {
        [
            (name: "neighbours", value: .int(Int64(neighbours))), (name: "threshold", value: .float(threshold)),
            (name: "context", value: .bool(readsContext)),
        ]
    }

    package var tensors: [Tensor] {
        var all = [Tensor("common_words", [reader.common.hashes.count], .uint64(reader.common.hashes))]
        all.append(Tensor("name_words", [reader.common.names.count], .uint64(reader.common.names)))
        all += queries.tensors("queries")
        if let turns { all += turns.last.tensors("last_turns") + turns.earlier.tensors("earlier_turns") }
        all += PackedTexts.tensors("shown_queries", shownQueries)
        all.append(Tensor("rows", [rows.count], .uint32(rows)))
        all += formTensors
        all.append(Tensor("form_features", [formSpace.count], .uint64(formSpace.hashes)))
        all += formFeatures.tensors("forms")
        return all + [
            Tensor("confidence/scores", [calibration?.scores.count ?? 0], .double(calibration?.scores ?? [])),
            Tensor("confidence/probabilities", [calibration?.scores.count ?? 0], .double(calibration?.probabilities ?? [])),
        ]
    }

    package init(kind: String, head: ModelSettings, tensors: Tensors) throws {
        let rows = try tensors.uint32("rows", [nil])
        let forms = try Self.forms(tensors)
        let common = try tensors.uint64("common_words", [nil])
        let names = try tensors.uint64("name_words", [nil])
        let features = try tensors.uint64("form_features", [nil])
        let shownQueries = try PackedTexts.texts("shown_queries", tensors)
        let neighbours = try head.int("neighbours")
        let threshold = try head.float("threshold")
        guard case .bool(let readsContext)? = head["context"] else { throw DamagedModel("its head does not say what it reads") }
        guard let formSpace = FeatureSpace(unchecked: features, [Float](repeating: 1, count: features.count)) else {
            throw DamagedModel("a feature of its answers stands in it twice")
        }
        guard rows.allSatisfy({ $0 < forms.count }), shownQueries.count == rows.count,
            zip(common, common.dropFirst()).allSatisfy({ $0 < $1 }), zip(names, names.dropFirst()).allSatisfy({ $0 < $1 }),
            (1...Self.mostNeighbours).contains(neighbours),
            (0...1).contains(threshold)
        else { throw DamagedModel("its rows, words or settings make no sense") }
        self.init(
            reader: SpecificReader(common: CommonWords(hashes: common, names: names)),
            queries: try TurnIndex("queries", tensors, rowCount: rows.count),
            turns: try readsContext
                ? (
                    last: TurnIndex("last_turns", tensors, rowCount: rows.count),
                    earlier: TurnIndex("earlier_turns", tensors, rowCount: rows.count)
                ) : nil,
            shownQueries: shownQueries, rows: rows, forms: forms, formSpace: formSpace,
            formFeatures: try SparseShares("forms", tensors, count: forms.count, width: features.count),
            calibration: try Self.calibration(tensors), neighbours: neighbours, threshold: threshold)
    }

    private static func calibration(_ tensors: Tensors) throws -> IsotonicCalibration? {
        let scores = try tensors.double("confidence/scores", [nil])
        let probabilities = try tensors.double("confidence/probabilities", [scores.count])
        guard !scores.isEmpty else { return nil }
        guard let calibration = IsotonicCalibration(scores: scores, probabilities: probabilities) else {
            throw DamagedModel("its confidence falls where it should rise")
        }
        return calibration
    }

    // MARK: - Forms

    /// The pieces of all forms, slot after slot what it is, and the neighbours of all slots.
    private var formTensors: [Tensor] {
        let slots = forms.flatMap(\.slots)
        var all = PackedTexts.tensors("pieces", forms.flatMap(\.pieces))
        all.append(Tensor("form_slots", [forms.count], .uint32(forms.map { UInt32($0.slots.count) })))
        all.append(Tensor("told", [forms.count], .int8(forms.map { $0.isTold ? 1 : 0 })))
        all.append(
            Tensor(
                "slots", [slots.count, 4],
                .uint32(slots.flatMap { [$0.kind.rawValue, $0.group, UInt32($0.before.count), UInt32($0.after.count)] })))
        let neighbours = slots.flatMap { $0.before + $0.after }
        all.append(Tensor("slot_neighbours", [neighbours.count], .uint64(neighbours)))
        return all
    }

    private static func forms(_ tensors: Tensors) throws -> [AnswerForm] {
        let counts = try tensors.uint32("form_slots", [nil])
        let told = try tensors.int8("told", [counts.count])
        let numbers = try tensors.uint32("slots", [nil, 4])
        let neighbours = try tensors.uint64("slot_neighbours", [nil])
        let pieces = try PackedTexts.texts("pieces", tensors)
        let problem = DamagedModel("the slots of its answers make no sense")
        guard counts.reduce(0, { $0 + Int($1) }) == numbers.count / 4, pieces.count == counts.count + numbers.count / 4 else {
            throw problem
        }
        var (piece, slot, neighbour) = (0, 0, 0)
        func taken(_ count: UInt32) throws -> [UInt64] {
            guard Int(count) <= neighbours.count - neighbour else { throw problem }
            defer { neighbour += Int(count) }
            return Array(neighbours[neighbour..<neighbour + Int(count)])
        }
        return try zip(counts, told).map { count, isTold in
            let slots = try (0..<Int(count)).map { _ -> AnswerForm.Slot in
                defer { slot += 1 }
                let own = numbers[4 * slot..<4 * slot + 4]
                guard let kind = Specific.Kind(rawValue: own[own.startIndex]) else { throw problem }
                return AnswerForm.Slot(
                    kind: kind, group: own[own.startIndex + 1], before: try taken(own[own.startIndex + 2]),
                    after: try taken(own[own.startIndex + 3]))
            }
            defer { piece += slots.count + 1 }
            guard isTold == 0 || isTold == 1 else { throw problem }
            return AnswerForm(pieces: Array(pieces[piece...piece + slots.count]), slots: slots, isTold: isTold == 1)
        }
    }
}
